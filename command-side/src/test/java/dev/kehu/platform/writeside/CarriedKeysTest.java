package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.backup.KeySet;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.postgres.PostgresEventLog;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.transfer.HistoryExport;
import dev.kehu.platform.transfer.HistoryImport;
import dev.kehu.platform.transfer.KeyPlacing;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Keys in PostgreSQL leave it apart from their history, and come where that is imported. */
class CarriedKeysTest {
    private static final Progress QUIET = (what, done, all, unit) -> {};

    @TempDir private Path temp;
    @AutoClose private final TestDatabase before = TestDatabase.make();
    @AutoClose private final TestDatabase after = TestDatabase.make();
    private CustomerId ada;
    private CustomerId bob;

    private static Map<String, String> settings(TestDatabase database) {
        PostgresServer server = PostgresServer.shared();
        return Map.of(
                "kehu.store",
                "postgres",
                "kehu.keys",
                "postgres",
                "kehu.postgres.url",
                server.url(database.name()),
                "kehu.postgres.user",
                database.running().user(),
                "kehu.postgres.password",
                database.running().password(),
                "kehu.postgres.owner",
                server.owner().user(),
                "kehu.postgres.owner-password",
                server.owner().password());
    }

    private Path keys() {
        return temp.resolve("keys");
    }

    private Path history() {
        return temp.resolve("history.gz");
    }

    /** Of a Kehu that goes on; one person is erased before, one comes afterwards. */
    @BeforeEach
    void carry() throws IOException {
        Path from = Files.createDirectory(temp.resolve("from"));
        try (Firm firm = Firm.in(from, settings(before))) {
            ada = firm.registered("ADA", firm.email("ada@example.com"));
            bob = firm.registered("BOB", firm.email("bob@example.com"));
            firm.get(SubjectKeys.class).erase(List.of(bob.value()), 1);
            new HistoryExport(firm.history(), Clock.systemUTC(), QUIET).to(history());
            KeySet.Taken taken =
                    KeySet.take(
                            keys(),
                            firm.history().storeId(),
                            firm.get(KeySet.Source.class),
                            from.resolve("master.keys"),
                            Clock.systemUTC(),
                            QUIET);
            assertThat(taken.tombstones()).isPositive();
            firm.registered("LATER", firm.email("later@example.com"));
        }
        assertThat(from.resolve("keys.db")).doesNotExist();
    }

    private Path imported(String name, EventLog log) throws IOException {
        Path to = temp.resolve(name);
        try (DataDirectory data = DataDirectory.open(to);
                log) {
            var history = new HistoryImport(history(), log, QUIET);
            KeySet set = KeySet.in(keys());
            set.refuseUnlessOf(history.storeId());
            new KeyPlacing(data).place(set, QUIET);
            log.open();
            try (KeyFile present = KeyFile.open(data.file("keys.db"))) {
                history.check(present);
            }
            history.run();
        }
        return to;
    }

    private void reads(Firm firm) {
        assertThat(payloads(firm, ada)).contains("Name of ADA");
        assertThat(payloads(firm, bob)).isNotEmpty().doesNotContain("Name of BOB");
        assertThat(firm.registered("ADA", firm.email("ada@example.com"))).isEqualTo(ada);
    }

    private static String payloads(Firm firm, CustomerId customer) {
        StringBuilder all = new StringBuilder();
        firm.history()
                .readSubject(customer.value(), 0, 100)
                .forEach(event -> all.append(event.payload()));
        return all.toString();
    }

    @Test
    void areOneFileAndTheirMasterKeys() throws IOException {
        try (var files = Files.list(keys())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("manifest.json", "keys.db", "master.keys");
        }
        Path other = Files.createDirectory(temp.resolve("other"));
        try (Firm firm = Firm.in(other, settings(after))) {
            assertThatThrownBy(() -> KeySet.in(keys()).refuseUnlessOf(firm.history().storeId()))
                    .hasMessageContaining("another store");
        }
    }

    @Test
    void comeToKeysInAFile() throws IOException {
        Path data =
                imported("to", new SqliteEventLog(temp.resolve("events.db"), Clock.systemUTC()));
        Files.move(temp.resolve("events.db"), data.resolve("events.db"));
        try (Firm firm = Firm.in(data)) {
            reads(firm);
        }
    }

    @Test
    void comeToKeysInAnotherDatabase() throws IOException {
        PostgresServer server = PostgresServer.shared();
        Path data =
                imported(
                        "to",
                        PostgresEventLog.toImport(server.url(after.name()), server.owner(), null));
        assertThat(data.resolve("keys.db")).exists();
        try (Firm firm = Firm.in(data, settings(after))) {
            assertThat(data.resolve("keys.db")).doesNotExist();
            reads(firm);
        }
    }
}
