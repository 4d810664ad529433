package dev.kehu.platform.eventstore.sqlite;

import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventLogConformance;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

class SqliteEventLogTest extends EventLogConformance {
    @Override
    protected EventLog in(Path directory, Clock clock) {
        return new SqliteEventLog(directory.resolve("events.db"), clock);
    }

    @Nested
    class OnItsFile {
        private final Drafts drafts = new Drafts(Drafts.SEED);

        @TempDir private Path temp;

        private SqliteEventLog log() {
            return new SqliteEventLog(temp.resolve("events.db"), Clock.systemUTC());
        }

        private void threeEvents() {
            try (EventLog log = log()) {
                log.open();
                log.write(
                        List.of(
                                member(drafts.of("a", 0), drafts.of("a", 1)),
                                member(drafts.of("b", 0))));
            }
        }

        private void sql(String... statements) throws SQLException {
            try (Connection connection =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + temp.resolve("events.db"));
                    var statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        @Test
        void tellsTextsOfAnyScript() {
            try (EventLog log = log()) {
                log.open();
                for (String text : List.of("", "客户", "é", "a\u0000b", "𠀀 x", "x".repeat(500))) {
                    log.write(List.of(member(drafts.of("s" + text, 0, text, Drafts.text("{}")))));
                    StoredEvent read = log.readAfter(log.head() - 1, 1).getFirst();
                    assertThat(List.of(read.stream(), read.subject()))
                            .containsExactly("s" + text, text);
                }
            }
        }

        @Test
        void refusesToChangeAnEvent() {
            threeEvents();
            assertThatThrownBy(() -> sql("UPDATE event SET payload=x'00' WHERE position=2"))
                    .hasMessageContaining("events are never changed");
            assertThatThrownBy(() -> sql("DELETE FROM event WHERE position=3"))
                    .hasMessageContaining("events are never deleted");
        }

        @Test
        void refusesHistoryWithAnEventMissing() throws Exception {
            threeEvents();
            sql("DROP TRIGGER event_never_goes", "DELETE FROM event WHERE position=2");
            try (EventLog log = log()) {
                assertThatThrownBy(log::open)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("events are missing");
            }
        }

        @Test
        void refusesANewerFormatAndLeavesItAsItIs() throws Exception {
            threeEvents();
            sql("PRAGMA user_version=3");
            try (EventLog log = log()) {
                assertThatThrownBy(log::open)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("newer Kehu");
            }
            sql("PRAGMA user_version=2");
            try (EventLog log = log()) {
                assertThat(log.open()).isEqualTo(3);
            }
        }

        @Test
        void addsSnapshotsToAFileOfTheFirstFormat() throws Exception {
            threeEvents();
            sql("DROP TABLE snapshot", "PRAGMA user_version=1");
            try (EventLog log = log()) {
                assertThat(log.open()).isEqualTo(3);
                assertThat(log.facts()).containsEntry("format", 2);
                log.keep(drafts.snapshot("a", 0));
                assertThat(log.readTail("a").snapshot()).isNotNull();
            }
        }

        @Test
        void endsAPageOfLargeEventsEarlyAndGoesOnBehindIt() {
            try (EventLog log = log()) {
                log.open();
                for (int i = 0; i < 3; i++) {
                    byte[] large = new byte[(int) (SqliteEventLog.PAGE_BYTES / 2) + 1];
                    log.write(List.of(member(drafts.of("l" + i, 0, "subject", large))));
                }
                assertThat(log.readAfter(0, 100)).hasSize(2);
                assertThat(log.readAfter(2, 100)).hasSize(1);
                assertThat(log.readAfter(3, 100)).isEmpty();
                assertThat(log.readSubject("subject", 0, 100)).hasSize(2);
                assertThat(log.readSubject("subject", 2, 100)).hasSize(1);
                assertThat(log.readSubject("subject", 3, 100)).hasSize(0);
            }
        }

        @Test
        void closesTheConnectionOfAReadThatFailed() {
            threeEvents();
            List<Connection> used = new ArrayList<>();
            try (SqliteReaders readers =
                    new SqliteReaders(new SqliteFile(temp.resolve("events.db")))) {
                assertThatThrownBy(
                                () ->
                                        readers.query(
                                                "SELECT 1",
                                                rows -> {
                                                    used.add(rows.getStatement().getConnection());
                                                    throw new SQLException("made up by a test");
                                                }))
                        .isInstanceOf(EventStoreException.class);
            }
            assertThat(used)
                    .singleElement()
                    .satisfies(connection -> assertThat(connection.isClosed()).isTrue());
        }

        /** A full disk, played by a limit on the pages of the file. */
        @Test
        void refusesOnAFullDiskAndGoesOnOnceThereIsSpace() throws Exception {
            try (SqliteEventLog full = log()) {
                long head = full.open();
                full.pragma("max_page_count=40");
                StoreUnavailable refusal = null;
                while (refusal == null) {
                    try {
                        full.write(List.of(large(head)));
                        head++;
                    } catch (StoreUnavailable e) {
                        refusal = e;
                    }
                }
                assertThat(refusal.code()).isEqualTo("store.full");
                assertThat(full.head()).isEqualTo(head).isPositive();
                full.pragma("max_page_count=100000");
                StoredEvent again = full.write(List.of(large(head))).getFirst().stored().getFirst();
                assertThat(again.position()).isEqualTo(head + 1);
            }
            try (Connection connection =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + temp.resolve("events.db"));
                    var rows =
                            connection.createStatement().executeQuery("PRAGMA integrity_check")) {
                assertThat(rows.getString(1)).isEqualTo("ok");
            }
        }

        private Append large(long n) {
            return member(drafts.of("d" + n, 0, "subject", new byte[20_000]));
        }

        @Test
        void tellsWhatAnOperatorAsksFor() {
            threeEvents();
            try (EventLog log = log()) {
                log.open();
                assertThat(log.facts())
                        .containsEntry("events", 3L)
                        .containsEntry("head", 3L)
                        .containsEntry("integrity", "ok");
            }
        }
    }
}
