package dev.kehu.bench.metric;

import dev.kehu.bench.floor.RawInserts;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.round.Run;

import java.nio.file.Path;

/** Makes the table by the engine itself, then leaves it to raw inserts. */
final class Floors {
    private Floors() {}

    static RawInserts inserts(Run run, String name) throws Exception {
        Path directory = run.scratch().directory(name);
        try (KehuStore kehu = KehuStore.open(directory)) {
            return new RawInserts(
                    directory.resolve("events.db"), run.messages(), kehu.serializer());
        }
    }
}
