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

import org.awaitility.Awaitility;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Isolated("it listens to a logger")
class GroupWriterTest extends WriterUnderTest {
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

        private Append sealed(String stream) {
            Append append = one(stream);
            append.sealedAt(writer.divisions());
            return append;
        }

        @Test
        void thatWereDividedMeanwhileRefuseWhatWasSealedWithThemAlone() {
            CountDownLatch held = hold();
            Append first = busy();
            Append before = writer.submit(sealed("old-1"));
            Append other = writer.submit(sealed("new-1"));
            divisions++;
            Append after = writer.submit(sealed("old-2"));
            held.countDown();
            assertThat(first.await()).hasSize(1);
            assertThatThrownBy(before::await).isInstanceOf(ConcurrencyException.class);
            assertThat(other.await()).hasSize(1);
            assertThat(after.await()).hasSize(1);
            assertThat(log.head()).isEqualTo(3);
        }
    }

    @Test
    void settlesWhatItTookBeforeItAnswersWhoWaitsForThat() {
        CountDownLatch held = hold();
        Append first = busy();
        Append waiting = writer.submit(new Append());
        assertThat(waiting.settled()).isFalse();
        held.countDown();
        waiting.await();
        assertThat(first.settled()).isTrue();
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
    class Quiet {
        private Append wanting(String stream, String about, long since) {
            Append append = one(stream);
            append.expectQuiet(Set.of("subject-of-" + about), since);
            return append;
        }

        @Test
        void isDisturbedByWhatWasStoredSince() {
            writer.submit(one("a")).await();
            assertThatThrownBy(() -> writer.submit(wanting("b", "a", 0)).await())
                    .isInstanceOf(ConcurrencyException.class);
            assertThat(writer.submit(wanting("b", "a", 1)).await()).hasSize(1);
        }

        @Test
        void isDisturbedByWhatStandsBeforeItInItsGroupAlone() {
            CountDownLatch latch = hold();
            busy();
            Append other = writer.submit(one("b"));
            Append before = writer.submit(wanting("c", "a", 1));
            Append disturbing = writer.submit(one("a"));
            Append behind = writer.submit(wanting("d", "a", 1));
            latch.countDown();
            assertThatThrownBy(behind::await).isInstanceOf(ConcurrencyException.class);
            assertThat(List.of(other, before, disturbing))
                    .allSatisfy(it -> assertThat(it.await()).hasSize(1));
            assertThat(log.head()).isEqualTo(4);
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
