package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;

import dev.kehu.platform.eventstore.Stubborn.Commit;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

@Timeout(60)
class GroupWriterTest {
    private final Drafts drafts = new Drafts(SEED);
    private final List<List<StoredEvent>> told = new CopyOnWriteArrayList<>();
    private Consumer<Set<String>> keys = subjects -> {};
    private Stubborn log;
    private GroupWriter writer;

    @BeforeEach
    void open(@TempDir Path directory) {
        log = new Stubborn(new SqliteEventLog(directory.resolve("events.db"), Clock.systemUTC()));
        writer = new GroupWriter(log, subjects -> keys.accept(subjects));
        writer.onStored(told::add);
    }

    @AfterEach
    void close() {
        CountDownLatch held = log.holdsUntil;
        if (held != null) {
            held.countDown();
        }
        writer.close();
        log.close();
    }

    private Append one(String stream) {
        return member(drafts.of(stream, 0));
    }

    private CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        log.holdsUntil = latch;
        return latch;
    }

    /** Submits one that the writer takes at once and waits with, so that all others pile up. */
    private Append busy() {
        Append first = writer.submit(one("first"));
        Awaitility.await().until(() -> writer.figures().waiting() == 0);
        return first;
    }

    @Nested
    class Grouping {
        @Test
        void letsManyCallersShareOneCommit() throws Exception {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Drafts mine = new Drafts(SEED + i);
                String stream = "s" + i;
                callers.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            for (int seq = 0; seq < 20; seq++) {
                                                writer.submit(member(mine.of(stream, seq))).await();
                                            }
                                        }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(writer.figures().members()).isEqualTo(64 * 20);
            assertThat(writer.figures().groups()).isLessThan(64 * 20 / 2);
        }

        @Test
        void takesWhatWaitsUpToTheCapAndNotMore() {
            CountDownLatch latch = hold();
            Append first = busy();
            List<Append> waiting = new ArrayList<>();
            for (int i = 0; i < GroupWriter.MAX_MEMBERS + 10; i++) {
                waiting.add(writer.submit(one("w" + i)));
            }
            latch.countDown();
            first.await();
            waiting.forEach(Append::await);
            assertThat(told.stream().map(List::size))
                    .containsExactly(1, GroupWriter.MAX_MEMBERS, 10);
        }

        @Test
        void answersASmallAppendBeforeTheBytesBehindIt() {
            CountDownLatch latch = hold();
            busy();
            byte[] big = new byte[1_000_000];
            Append small = writer.submit(one("small"));
            List<Append> large = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                large.add(writer.submit(member(drafts.of("big" + i, 0, "subject", big))));
            }
            Append last = writer.submit(one("last"));
            latch.countDown();
            small.await();
            large.forEach(Append::await);
            last.await();
            assertThat(told)
                    .allSatisfy(
                            group ->
                                    assertThat(
                                                    group.stream()
                                                            .mapToInt(e -> e.payload().length)
                                                            .sum())
                                            .isLessThanOrEqualTo(GroupWriter.MAX_BYTES));
            assertThat(told).hasSizeGreaterThanOrEqualTo(4);
        }

        @Test
        void recordsAnAppendThatIsLargerThanAGroup() {
            Append huge = new Append();
            for (int seq = 0; seq < 6; seq++) {
                huge.add(drafts.of("huge", seq, "subject", new byte[1_000_000]));
            }
            assertThat(writer.submit(huge).await()).hasSize(6);
        }

        @Test
        void refusesMoreBytesThanMayWaitButPassesOneLargeAppendAlone() {
            CountDownLatch latch = hold();
            busy();
            Append large = member(drafts.of("large", 0, "subject", new byte[70 << 20]));
            writer.submit(large);
            assertThatThrownBy(() -> writer.submit(one("more")))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.overloaded"));
            latch.countDown();
            log.holdsUntil = null;
            assertThat(large.await()).hasSize(1);
            assertThat(writer.submit(one("more")).await()).hasSize(1);
        }

        @Test
        void refusesInsteadOfGrowing() {
            CountDownLatch latch = hold();
            busy();
            List<Append> waiting = new ArrayList<>();
            for (int i = 0; i < GroupWriter.MAX_WAITING; i++) {
                waiting.add(writer.submit(one("w" + i)));
            }
            assertThatThrownBy(() -> writer.submit(one("too many")))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.overloaded"));
            latch.countDown();
            waiting.forEach(Append::await);
            assertThat(log.lastSeq("too many")).isEqualTo(-1);
            assertThat(writer.submit(one("now")).await()).hasSize(1);
        }
    }

    @Nested
    class WhenTheOutcomeOfACommitIsUnknown {
        private Throwable outcome(Append append) {
            return catchThrowable(append::await);
        }

        @Test
        void saysItIsRecordedWhenItWas() {
            log.then(Commit.HIDES_THAT_IT_WORKED);
            List<StoredEvent> stored =
                    writer.submit(member(drafts.of("a", 0), drafts.of("a", 1))).await();
            assertThat(stored).hasSize(2);
            assertThat(stored.getLast().position()).isEqualTo(2);
            assertThat(told).hasSize(1);
            goesOn(3);
        }

        @Test
        void saysItIsNotRecordedWhenItWasNot() {
            log.then(Commit.HIDES_THAT_IT_FAILED);
            assertThat(outcome(writer.submit(one("a"))))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.failed"));
            assertThat(log.lastSeq("a")).isEqualTo(-1);
            goesOn(1);
        }

        @Test
        void tellsTheWinnerFromTheLoserInOneGroup() {
            CountDownLatch latch = hold();
            log.then(Commit.WORKS, Commit.HIDES_THAT_IT_WORKED);
            busy();
            Append winner = writer.submit(one("a"));
            Append loser = writer.submit(one("a"));
            latch.countDown();
            assertThat(winner.await()).hasSize(1);
            assertThat(outcome(loser)).isInstanceOf(RuntimeException.class);
            goesOn(3);
        }

        @Test
        void answersItsCallersWhenTheWriterMeetsAnError() {
            log.then(Commit.DIES);
            assertThat(outcome(writer.submit(one("a")))).isInstanceOf(StoreUnavailable.class);
            goesOn(1);
        }

        @Test
        void stopsAndSaysSoWhenItCannotReadBack() {
            assertThat(writer.writing()).isTrue();
            log.opens = false;
            log.then(Commit.HIDES_THAT_IT_WORKED);
            assertThat(outcome(writer.submit(one("a"))))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("outcome of the commit is unknown");
            assertThat(writer.writing()).isFalse();
            assertThatThrownBy(() -> writer.submit(one("b"))).isInstanceOf(StoreUnavailable.class);
        }

        @Test
        void waitsForAStoreThatIsAwayForAMoment() {
            log.then(Commit.HIDES_THAT_IT_WORKED, Commit.HIDES_THAT_IT_FAILED);
            log.awayFor = 3;
            assertThat(writer.submit(one("a")).await()).hasSize(1);
            assertThat(log.awayFor).isZero();
            log.awayFor = 1;
            assertThat(outcome(writer.submit(one("b")))).isInstanceOf(StoreUnavailable.class);
            goesOn(2);
        }

        private void goesOn(long position) {
            assertThat(writer.submit(one("next")).await().getFirst().position())
                    .isEqualTo(position);
            assertThat(writer.head()).isEqualTo(position);
        }
    }

    @Nested
    class Keys {
        @Test
        void areDurableBeforeTheEventsThatNeedThem() {
            List<Long> headsSeen = new CopyOnWriteArrayList<>();
            keys = subjects -> headsSeen.add(log.head());
            writer.submit(one("a")).await();
            writer.submit(one("b")).await();
            assertThat(headsSeen).containsExactly(0L, 1L);
        }

        @Test
        void thatCannotBeWrittenLeaveNoEventAndAClearAnswer() {
            keys =
                    subjects -> {
                        throw new IllegalStateException("keys.db is read-only");
                    };
            assertThatThrownBy(() -> writer.submit(one("a")).await())
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.failed"));
            assertThat(log.head()).isZero();
            keys = subjects -> {};
            assertThat(writer.submit(one("a")).await()).hasSize(1);
        }
    }

    @Nested
    class TheLog {
        private final Logger logger = (Logger) LoggerFactory.getLogger(GroupWriter.class);
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        @BeforeEach
        void listen() {
            appender.start();
            logger.addAppender(appender);
        }

        @AfterEach
        void leave() {
            logger.detachAppender(appender);
        }

        private String said() {
            StringBuilder said = new StringBuilder();
            for (ILoggingEvent event : appender.list) {
                said.append(event.getFormattedMessage()).append('\n');
                said.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
            }
            return said.toString();
        }

        @Test
        void tellsOfFailuresWithoutQuotingThem() {
            log.then(Commit.FAILS, Commit.HIDES_THAT_IT_FAILED, Commit.DIES);
            for (String stream : List.of("a", "b", "c")) {
                catchThrowable(() -> writer.submit(one(stream)).await());
            }
            keys =
                    subjects -> {
                        throw new IllegalStateException(Stubborn.CANARY);
                    };
            catchThrowable(() -> writer.submit(one("d")).await());
            keys = subjects -> {};
            log.opens = false;
            log.then(Commit.DIES);
            catchThrowable(() -> writer.submit(one("e")).await());
            assertThat(said())
                    .contains("could not be recorded: java.lang.IllegalStateException\n")
                    .contains("could not be recorded: store.failed, ")
                    .contains("unknown outcome", "Caused by: java.lang.OutOfMemoryError\n\tat ")
                    .contains("cannot be read back")
                    .doesNotContain(Stubborn.CANARY);
        }
    }

    @Nested
    class Closing {
        @Test
        void writesWhatWasAccepted() throws Exception {
            CountDownLatch latch = hold();
            busy();
            List<Append> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(writer.submit(one("w" + i)));
            }
            Thread closer = Thread.ofPlatform().start(writer::close);
            Awaitility.await()
                    .until(
                            () ->
                                    catchThrowable(() -> writer.submit(one("late")))
                                            instanceof StoreUnavailable);
            latch.countDown();
            closer.join();
            assertThat(waiting).allSatisfy(append -> assertThat(append.await()).hasSize(1));
        }

        @Test
        void refusesWhatComesLater() {
            writer.close();
            writer.close();
            assertThatThrownBy(() -> writer.submit(one("late")))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.code()).isEqualTo("store.closed"));
        }
    }

    @Test
    void goesOnWhenSomethingBesideTheGroupsDies() {
        writer.aside(
                Set.of(),
                () -> {
                    throw new OutOfMemoryError("as the test asked");
                });
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            writer.aside(Set.of(), done::incrementAndGet);
        }
        assertThat(writer.submit(one("a")).await()).hasSize(1);
        Awaitility.await().untilAtomic(done, org.hamcrest.Matchers.equalTo(20));
        assertThat(writer.submit(one("b")).await()).hasSize(1);
    }

    @Test
    void losesNothingToInterrupts() throws Exception {
        AtomicInteger stored = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Drafts mine = new Drafts(SEED + i);
            String stream = "s" + i;
            callers.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int seq = 0; seq < 250; seq++) {
                                            Thread.currentThread().interrupt();
                                            writer.submit(member(mine.of(stream, seq))).await();
                                            log.at(stream, seq);
                                            stored.incrementAndGet();
                                        }
                                    }));
        }
        for (Thread caller : callers) {
            while (caller.isAlive()) {
                caller.interrupt();
                caller.join(1);
            }
        }
        assertThat(stored).hasValue(8 * 250);
        assertThat(log.head()).isEqualTo(8 * 250);
    }

    @Test
    void neverSaysThatNothingWasRecordedWhenAReceiverOfMessagesFails() {
        writer.onRecorded(
                events -> {
                    throw new IllegalStateException("a receiver's own trouble");
                });
        assertThat(writer.submit(one("a")).await()).hasSize(1);
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void readsBackWhatAnErrorBehindTheWriteLeftUnsaid() {
        AtomicInteger calls = new AtomicInteger();
        writer.onStored(
                events -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new StackOverflowError("made up by a test");
                    }
                });
        assertThat(writer.submit(one("a")).await()).hasSize(1);
        assertThat(writer.submit(one("b")).await().getFirst().position()).isEqualTo(2);
    }

    @Test
    void showsWhatOthersRecorded() {
        List<StoredEvent> foreign = List.of(drafts.of("x", 0).at(7, 1), drafts.of("x", 1).at(8, 1));
        log.others.accept(foreign);
        assertThat(writer.head()).isEqualTo(8);
        assertThat(told).containsExactly(foreign);
        log.others.accept(foreign.subList(0, 1));
        assertThat(writer.head()).as("never goes back").isEqualTo(8);
    }

    @Test
    void goesOnWhenAFollowerFails() {
        writer.onStored(
                events -> {
                    throw new IllegalStateException("a follower's own trouble");
                });
        assertThat(writer.submit(one("a")).await()).hasSize(1);
        assertThat(writer.submit(one("b")).await()).hasSize(1);
    }
}
