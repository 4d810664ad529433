package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A writer on a log that does what a test tells it to. */
@Timeout(60)
abstract class WriterUnderTest {
    final Drafts drafts = new Drafts(SEED);
    final List<List<StoredEvent>> told = new CopyOnWriteArrayList<>();
    Consumer<Set<String>> keys = subjects -> {};
    volatile long divisions;
    Stubborn log;
    GroupWriter writer;

    @BeforeEach
    final void open(@TempDir Path directory) {
        log = new Stubborn(new SqliteEventLog(directory.resolve("events.db"), Clock.systemUTC()));
        writer = new GroupWriter(log, new Keys());
        writer.onStored(told::add);
    }

    /** Those of streams that are called "old…" are divided whenever any are. */
    private final class Keys implements WritingKeys {
        @Override
        public void makeDurable(Set<String> subjects) {
            keys.accept(subjects);
        }

        @Override
        public long divisions() {
            return divisions;
        }

        @Override
        public boolean outdated(Draft draft) {
            return draft.stream().startsWith("old");
        }
    }

    @AfterEach
    final void close() {
        CountDownLatch held = log.holdsUntil;
        if (held != null) {
            held.countDown();
        }
        writer.close();
        log.close();
    }

    final Append one(String stream) {
        return member(drafts.of(stream, 0));
    }

    final CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        log.holdsUntil = latch;
        return latch;
    }

    /** Submits one that the writer takes at once and waits with, so that all others pile up. */
    final Append busy() {
        Append first = writer.submit(one("first"));
        Awaitility.await().until(() -> writer.figures().waiting() == 0);
        return first;
    }
}
