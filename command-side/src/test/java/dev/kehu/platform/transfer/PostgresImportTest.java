package dev.kehu.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.backup.Stores;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.postgres.PostgresEventLog;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.postgres.Account;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;

class PostgresImportTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final Progress QUIET = (what, done, total, unit) -> {};

    /** More than two batches. */
    private static final int CUSTOMERS = 1_100;

    @TempDir Path temp;

    @AutoClose private final TestDatabase database = TestDatabase.make();
    private final String url = SERVER.url(database.name());
    private Path file;
    private List<StoredEvent> original = List.of();

    @BeforeEach
    void export() {
        file = temp.resolve("history.gz");
        try (Stores stores = Stores.with(temp.resolve("data"), CUSTOMERS)) {
            original = stores.stored();
            new HistoryExport(stores.history(), Clock.systemUTC(), QUIET).to(file);
        }
    }

    private EventLog log() {
        return new PostgresEventLog(url, SERVER.owner(), null, Clock.systemUTC());
    }

    private HistoryImport.Imported take(Progress progress) throws IOException {
        try (EventLog log = PostgresEventLog.toImport(url, SERVER.owner(), null)) {
            log.open();
            return new HistoryImport(file, log, progress).run();
        }
    }

    private static Progress at(long position, Runnable then) {
        return (what, done, total, unit) -> {
            if (what.equals("Importing") && done == position) {
                then.run();
            }
        };
    }

    @Test
    void isServedOnceItWasReadBackAndNotBefore() throws IOException {
        Progress killing =
                at(
                        2_000,
                        () -> {
                            throw new IllegalStateException("killed");
                        });
        assertThatThrownBy(() -> take(killing)).hasMessage("killed");
        try (EventLog log = log()) {
            assertThatThrownBy(log::open).hasMessageContaining("not finished");
        }
        assertThat(take(QUIET).added()).isEqualTo(2L * CUSTOMERS - 2_000);
        try (EventLog log = log()) {
            assertThat(log.open()).isEqualTo(2L * CUSTOMERS);
            List<StoredEvent> there = log.readAfter(0, Integer.MAX_VALUE);
            for (int i = 0; i < original.size(); i++) {
                assertThat(there.get(i).sameAs(original.get(i))).as("event %d", i + 1).isTrue();
            }
        }
    }

    @Test
    void saysThatSomebodyElseWrites() {
        Progress meddling = at(1_000, this::recordOneMore);
        assertThatThrownBy(() -> take(meddling))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("import.moved"));
    }

    private void recordOneMore() {
        Account owner = SERVER.owner();
        try (var connection = DriverManager.getConnection(url, owner.user(), owner.password());
                var append = connection.createStatement()) {
            append.execute(
                    "SELECT kehu.append_events(1, '{1}', '{t}', '{else}', '{0}',"
                            + " ARRAY[gen_random_uuid()], '{n}', '{1}', '{s}', '{x}', '{y}', '{}',"
                            + " '{}', '{}')");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
