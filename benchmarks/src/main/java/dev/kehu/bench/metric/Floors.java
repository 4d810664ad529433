package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.postgres.Database;
import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.round.Run;

import java.nio.file.Path;

/** Makes the table by the engine itself, then leaves it to raw inserts. */
final class Floors {
    private Floors() {}

    static RawInserts inserts(Run run, String name) throws Exception {
        Path directory = run.scratch().directory(name);
        try (KehuStore kehu = KehuStore.open(directory)) {
            return RawInserts.sqlite(
                    directory.resolve("events.db"), run.messages(), kehu.serializer());
        }
    }

    static RawInserts insertsOnPostgres(Run run, String name, PostgresServer server)
            throws Exception {
        Database database = server.newDatabase();
        try (KehuStore kehu = KehuStore.onPostgres(run.scratch().directory(name), database)) {
            return RawInserts.postgres(database, run.messages(), kehu.serializer());
        }
    }
}
