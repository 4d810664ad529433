package dev.kehu.platform.eventstore.sqlite;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The write-ahead log is begun anew, and readers do not keep it from that. Played with logs of 200
 * pages instead of 8,000, so that a few megabytes show it.
 */
@Execution(ExecutionMode.CONCURRENT)
class LogSizeTest {
    private static final int CHECKPOINT = 200;
    private static final int PAGE = 4096;
    private static final long BOUND = 2L * CHECKPOINT * PAGE;
    private static final LogSizes SIZES = new LogSizes(CHECKPOINT / 2, CHECKPOINT, BOUND);
    private static final LogSizes NEVER = new LogSizes(1 << 30, 1 << 30, Long.MAX_VALUE);
    private static final int GROUPS = 200;
    private static final int GROUP = 64;

    private final Drafts drafts = new Drafts(SEED);

    @TempDir private Path directory;

    private SqliteEventLog log;
    private Path file;
    private int groups;

    @BeforeEach
    void open() {
        file = directory.resolve("events.db");
        open(SIZES);
    }

    private void open(LogSizes sizes) {
        log = new SqliteEventLog(file, Clock.systemUTC(), sizes);
        log.open();
    }

    private void openAgain(LogSizes sizes) {
        log.close();
        open(sizes);
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

    /** How soon depends on how long the machine lets a reader lie in the midst of a page. */
    @Test
    @Timeout(180)
    void isBegunAnewWhileManyReadWithoutAPause() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        writeGroup();
        for (int i = 0; i < 4; i++) {
            readers.add(Thread.ofPlatform().start(() -> readAgainAndAgain(done)));
        }
        for (int anew = 0; anew < 3; ) {
            long before = logBytes();
            writeGroup();
            anew += logBytes() < before ? 1 : 0;
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
    }

    private void readAgainAndAgain(AtomicBoolean done) {
        for (long position = 0; !done.get(); ) {
            List<StoredEvent> page = log.readAfter(position, 1000);
            position = page.isEmpty() ? 0 : page.getLast().position();
        }
    }

    @Test
    void isBegunAnewByTheThreadThatCopiesIt() throws Exception {
        openAgain(new LogSizes(CHECKPOINT / 2, CHECKPOINT, Long.MAX_VALUE));
        await().until(
                        () -> {
                            writeGroup();
                            return file.toFile().length() > 4 * logBytes();
                        });
        assertThat(log.readAfter(0, 10)).hasSize(10);
    }

    @Test
    void isBegunAnewByTheWriterWhereTheThreadCopiesNothing() {
        openAgain(new LogSizes(1 << 30, 1 << 30, BOUND));
        for (int i = 0; i < GROUPS; i++) {
            writeGroup();
            assertThat(logBytes()).isLessThan(2 * BOUND);
        }
    }

    /** SQLite would begin at 1,000 pages unless told otherwise, and drop what goes wrong. */
    @Test
    void isNotCopiedByACommit() {
        openAgain(NEVER);
        long before = file.toFile().length();
        for (int i = 0; i < 70; i++) {
            byte[] large = new byte[1 << 20];
            log.write(List.of(member(drafts.of("large", i, "subject", large))));
        }
        assertThat(logBytes()).isGreaterThan(70 << 20);
        assertThat(file.toFile().length()).isEqualTo(before);
    }

    /** A disk that has lost a part of the log, found by the writer as it begins the log anew. */
    @Test
    void nothingIsRecordedOnceTheWriterCouldNotCopyTheLog() throws Exception {
        openAgain(new LogSizes(1 << 30, 1 << 30, BOUND));
        writeGroup();
        try (Connection auditor = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = auditor.createStatement();
                var rows = statement.executeQuery("SELECT position FROM event")) {
            assertThat(rows.next()).isTrue();
            while (logBytes() < 2 * BOUND) {
                writeGroup(); // the auditor keeps the writer from beginning anew
            }
        }
        log.dropSnapshots("nobody"); // so that all it needs is read already
        try (FileChannel disk =
                FileChannel.open(directory.resolve("events.db-wal"), StandardOpenOption.WRITE)) {
            disk.truncate(3 * BOUND / 2);
        }
        for (int i = 0; i <= LogBound.MOST_GROUPS; i++) {
            try {
                log.dropSnapshots("nobody"); // changes nothing, so it adds nothing to the log
            } catch (StoreUnavailable failed) {
                break; // once it is refused, too
            }
        }
        assertThatNothingIsTaken(this::writeGroup);
    }

    @Test
    void nothingIsRecordedOnceTheDatabaseCouldNotBeForced() throws Exception {
        assertThat(log.ailment()).isEmpty();
        FailingDisk.under(log);
        await().until(
                        () -> {
                            try {
                                writeGroup();
                                return false;
                            } catch (StoreUnavailable failed) {
                                return failed.code().equals("store.failed");
                            }
                        });
        long recorded = log.head();
        StoredEvent next = drafts.of("imported", 0).at(recorded + 1, Long.MAX_VALUE);
        assertThatNothingIsTaken(() -> log.importAll(List.of(next), recorded));
        assertThatNothingIsTaken(() -> log.keep(drafts.snapshot("s0", 0)));
        assertThatNothingIsTaken(() -> log.dropSnapshots("subject-0"));
        assertThatNothingIsTaken(() -> log.adopt("store-other"));
        assertThat(log.ailment()).as("for readiness").isPresent();
        log.close(); // copies nothing
        log = new SqliteEventLog(file, Clock.systemUTC());
        assertThat(log.open()).isEqualTo(recorded);
    }

    private static void assertThatNothingIsTaken(ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("The disk failed");
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
