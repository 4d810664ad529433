package dev.kehu.platform.eventstore.sqlite;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.StoredEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Readers do not keep the write-ahead log from being begun anew. Played with a checkpoint every 200
 * pages instead of 8,000, so that a few megabytes show it.
 */
class LogSizeTest {
    private static final int CHECKPOINT = 200;
    private static final int PAGE = 4096;
    private static final long BOUND = 4L * CHECKPOINT * PAGE;
    private static final LogSizes SIZES = new LogSizes(CHECKPOINT / 2, CHECKPOINT, BOUND);
    private static final int GROUPS = 200;
    private static final int GROUP = 64;

    private final Drafts drafts = new Drafts(SEED);

    @TempDir private Path directory;

    private SqliteEventLog log;
    private Path file;
    private int groups;

    @BeforeEach
    void open() throws SQLException {
        file = directory.resolve("events.db");
        log = new SqliteEventLog(file, Clock.systemUTC(), SIZES);
        log.open();
        log.pragma("wal_autocheckpoint=" + 2 * CHECKPOINT);
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** As 64 callers make one. */
    private void writeGroup() {
        List<Append> group = new ArrayList<>();
        for (int i = 0; i < GROUP; i++) {
            group.add(member(drafts.of("s" + i, groups, "subject-" + i, new byte[400])));
        }
        log.write(group);
        groups++;
    }

    private long logBytes() {
        return directory.resolve("events.db-wal").toFile().length();
    }

    @Test
    void staysSmallWhileAnAuditorReadsSlowly() {
        long position = 0;
        for (int i = 0; i < GROUPS; i++) {
            writeGroup();
            List<StoredEvent> page = log.readAfter(position, 10);
            position = page.getLast().position(); // and the rest of the export is yet to come
            assertThat(logBytes()).isLessThan(2 * BOUND);
        }
        assertThat(position).isLessThan(log.head());
    }

    @Test
    void staysSmallWhileManyReadWithoutAPause() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        writeGroup();
        for (int i = 0; i < 4; i++) {
            readers.add(Thread.ofPlatform().start(() -> readAgainAndAgain(done)));
        }
        long largest = 0;
        for (int i = 0; i < GROUPS; i++) {
            writeGroup();
            largest = Math.max(largest, logBytes());
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        System.out.println("largest log " + largest + " bytes beside " + file.toFile().length());
        assertThat(largest).isLessThan(6 * BOUND);
    }

    private void readAgainAndAgain(AtomicBoolean done) {
        for (long position = 0; !done.get(); ) {
            List<StoredEvent> page = log.readAfter(position, 1000);
            position = page.isEmpty() ? 0 : page.getLast().position();
        }
    }

    /** The control: one transaction over the whole export. */
    @Test
    void growsWithOneLongTransactionAndIsGivenBackBehindIt() throws Exception {
        writeGroup();
        try (Connection auditor = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = auditor.createStatement();
                var rows = statement.executeQuery("SELECT position FROM event")) {
            assertThat(rows.next()).isTrue();
            for (int i = 0; i < GROUPS; i++) {
                writeGroup();
            }
            assertThat(logBytes()).isGreaterThan(3 * BOUND);
        }
        for (int i = 0; i <= LogBound.MOST_GROUPS; i++) {
            log.write(List.of(member(drafts.of("later", i))));
        }
        assertThat(logBytes()).as("given back once the auditor is gone").isLessThan(3 * BOUND);
    }
}
