package dev.kehu.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.OpenStorage;
import dev.kehu.platform.eventstore.axonserver.Address;
import dev.kehu.platform.eventstore.axonserver.AxonServerEventLog;
import dev.kehu.platform.eventstore.axonserver.ScriptedServer;
import dev.kehu.platform.eventstore.postgres.PostgresEventLog;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A history moves through all back ends and comes back as it was. */
class BetweenBackEndsTest extends ExportedHistory {
    private static final PostgresServer POSTGRES = PostgresServer.shared();

    @AutoClose private final TestDatabase database = TestDatabase.make();
    private final String url = POSTGRES.url(database.name());

    @Test
    void comesBackAsItWasRecorded() throws IOException {
        try (ScriptedServer server = new ScriptedServer()) {
            imported(file, PostgresEventLog.toImport(url, POSTGRES.owner(), null));
            Path one = exported(postgres(), "one");
            imported(one, sqlite("between.db"));
            Path two = exported(sqlite("between.db"), "two");
            killedHalfWay(two, server);
            imported(two, axonServer(server, "another.db"));
            Path three = exported(axonServer(server, "third.db"), "three");
            imported(three, sqlite("last.db"));
            exported(sqlite("last.db"), "four");
        }
    }

    private EventLog sqlite(String name) {
        return new SqliteEventLog(temp.resolve(name), Clock.systemUTC());
    }

    private EventLog postgres() {
        return new PostgresEventLog(url, POSTGRES.owner(), null, Clock.systemUTC());
    }

    private EventLog axonServer(ScriptedServer server, String companion) {
        List<String> servers = List.of("127.0.0.1:" + server.port());
        return new AxonServerEventLog(
                new Address(servers, "default", "kehu", "kehu-1", ""),
                temp.resolve(companion),
                Clock.systemUTC());
    }

    private void killedHalfWay(Path from, ScriptedServer server) {
        Progress killing =
                (what, done, total, unit) -> {
                    if (what.equals("Importing") && done == 1_000) {
                        throw new IllegalStateException("killed");
                    }
                };
        try (EventLog log = axonServer(server, "killed.db")) {
            log.open();
            assertThatThrownBy(() -> new HistoryImport(from, log, killing).run())
                    .hasMessage("killed");
        }
    }

    private void imported(Path from, EventLog into) throws IOException {
        try (into) {
            into.open();
            assertThat(new HistoryImport(from, into, QUIET).run().leaves()).isEqualTo(leaves);
        }
    }

    private Path exported(EventLog log, String name) throws IOException {
        Path to = temp.resolve(name + ".gz");
        try (OpenStorage open = OpenStorage.over(Files.createDirectory(temp.resolve(name)), log)) {
            EventHistory history = open.storage().history();
            same(history.readStored(0, 10_000), original);
            HistoryExport.Exported exported =
                    new HistoryExport(history, Clock.systemUTC(), QUIET).to(to);
            assertThat(exported.leaves()).isEqualTo(leaves);
            assertThat(exported.storeId()).isEqualTo(new HistoryFile(file).header().storeId());
        }
        return to;
    }
}
