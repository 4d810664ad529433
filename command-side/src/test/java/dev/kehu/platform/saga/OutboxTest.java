package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.deadline.Deadline;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.deadline.Heard;
import dev.kehu.platform.deadline.Sweep;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.outbox.Dispatcher;
import dev.kehu.platform.outbox.Sending;
import dev.kehu.platform.round.Rounds;
import dev.kehu.platform.serializer.SealingSerializer;

import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
class OutboxTest extends SagasInTown {
    private static final Receipt DONE = Receipt.of("s", Map.of());

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private Sending answer = (command, origin) -> DONE;

    int flood() {
        return 10_000;
    }

    @BeforeEach
    void begin() {
        live(Runnable::run);
    }

    private void live(Executor threads) {
        live(
                (command, origin) -> {
                    Receipt receipt = answer.send(command, origin);
                    sent.add(String.valueOf(origin.request()));
                    return receipt;
                },
                threads,
                new Welcoming());
    }

    /** A letter of an owner who takes no note of answers. */
    private void put(String owner, String step) {
        Note note = new Note(new CustomerId(owner), 1, Town.WHEN);
        String body = town.get(SealingSerializer.class).getObjectMapper().writeValueAsString(note);
        world.outbox.put("automation", owner, step, "Note", body);
    }

    private List<String> codes() {
        return parked().stream().map(Parked::code).toList();
    }

    @Test
    void sendsInOrderAndOutsideAnyUnitOfWork() {
        List<Origin> origins = new ArrayList<>();
        answer =
                (command, origin) -> {
                    assertThat(CurrentUnitOfWork.isStarted()).isFalse();
                    assertThat(command).isEqualTo(new Note(new CustomerId("a"), 1, Town.WHEN));
                    origins.add(origin);
                    return DONE;
                };
        put("a", "1");
        put("a", "2");
        assertThat(world.dispatch()).isNull();
        assertThat(sent).containsExactly("a/1", "a/2");
        assertThat(origins).extracting(Origin::actor).containsOnly("automation");
        assertThat(world.outbox.size()).isZero();
    }

    @Test
    void keepsEverythingWhileTheStoreTakesNothing() {
        answer =
                (command, origin) -> {
                    throw new StoreUnavailable("store.full", "full");
                };
        put("a", "1");
        put("b", "1");
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant next = world.dispatch();
            pauses.add(next.toEpochMilli() - now.toEpochMilli());
            assertThat(world.dispatch()).as("nothing is tried before").isEqualTo(next);
            now = next;
        }
        assertThat(pauses.getFirst()).isBetween(50L, 100L);
        assertThat(pauses.getLast()).isBetween(25_600L, 51_200L);
        assertThat(codes()).isEmpty();
        answer = (command, origin) -> DONE;
        world.dispatch();
        assertThat(sent).containsExactly("a/1", "b/1");
    }

    @Test
    void pausesAfterAnErrorAndLosesNothing() {
        answer =
                (command, origin) -> {
                    throw new LinkageError();
                };
        put("a", "1");
        assertThatThrownBy(world::dispatch).isInstanceOf(LinkageError.class);
        answer = (command, origin) -> DONE;
        Instant next = world.dispatch();
        assertThat(next).isAfter(now);
        assertThat(sent).isEmpty();
        now = next;
        world.dispatch();
        assertThat(sent).containsExactly("a/1");
    }

    @Test
    void keepsNobodyBusyWhoGotNoThread() {
        AtomicInteger begun = new AtomicInteger();
        live(
                work -> {
                    if (begun.getAndIncrement() == 0) throw new OutOfMemoryError("no thread");
                    work.run();
                });
        put("a", "1");
        assertThatThrownBy(world::dispatch).isInstanceOf(OutOfMemoryError.class);
        world.dispatch();
        assertThat(sent).containsExactly("a/1");
    }

    @Test
    void letsOthersPassOneThatCollides() {
        AtomicInteger collisions = new AtomicInteger();
        answer =
                (command, origin) -> {
                    if ("a/1".equals(origin.request()) && collisions.incrementAndGet() < 3) {
                        throw new ConcurrencyException("twice at once");
                    }
                    return DONE;
                };
        put("a", "1");
        put("a", "2");
        put("b", "1");
        for (Instant next = world.dispatch(); next != null; next = world.dispatch()) {
            now = next;
        }
        assertThat(sent).containsExactly("b/1", "a/1", "a/2");
    }

    @Test
    void namesNoMomentThatHasComeWhileALetterIsSentAgain() {
        Queue<Runnable> threads = new ArrayDeque<>();
        live(threads::add);
        answer =
                (command, origin) -> {
                    throw new ConcurrencyException("twice at once");
                };
        put("a", "1");
        assertThat(world.dispatch()).isNull();
        threads.remove().run();
        now = world.dispatch();
        assertThat(world.dispatch()).as("it is at work").isNull();
        threads.remove().run();
        assertThat(world.dispatch()).isAfter(now);
    }

    @Test
    void givesUpOnOneThatCollidesAgainAndAgain() {
        answer =
                (command, origin) -> {
                    throw new ConcurrencyException("always");
                };
        put("a", "1");
        for (Instant next = world.dispatch(); next != null; next = world.dispatch()) {
            now = next;
        }
        assertThat(codes()).containsExactly("store.collided");
        answer = (command, origin) -> DONE;
        long id = parked().getFirst().id();
        assertThat(world.parked.retry(id, Origin.of("ann"), null).parked()).isNull();
        world.dispatch();
        assertThat(sent).containsExactly("a/1");
        assertThat(world.finished()).isTrue();
    }

    @Test
    void triesAgainWhenHistoryCouldNotBeRead() {
        AtomicInteger failures = new AtomicInteger();
        answer =
                (command, origin) -> {
                    if ("a/1".equals(origin.request()) && failures.incrementAndGet() < 3) {
                        throw new EventStoreException("cannot read", new SQLException("cancelled"));
                    }
                    return DONE;
                };
        put("a", "1");
        put("b", "1");
        for (Instant next = world.dispatch(); next != null; next = world.dispatch()) {
            now = next;
        }
        assertThat(codes()).isEmpty();
        assertThat(sent).containsExactly("b/1", "a/1");
    }

    @Test
    void parksWhatCannotBeReadAtAll() {
        answer =
                (command, origin) -> {
                    throw new EventStoreException("cannot read", new SQLException("damaged"));
                };
        put("a", "1");
        for (Instant next = world.dispatch(); next != null; next = world.dispatch()) {
            now = next;
        }
        assertThat(codes()).containsExactly("step.failed");
    }

    @Test
    void parksARefusalNobodyTakesNoteOfAndWhatFollowsIt() {
        answer =
                (command, origin) -> {
                    if ("a/1".equals(origin.request())) {
                        throw Refusal.conflict("note.forbidden", "no");
                    }
                    return DONE;
                };
        put("a", "1");
        put("a", "2");
        put("b", "1");
        world.dispatch();
        assertThat(codes()).containsExactly("note.forbidden");
        assertThat(sent).containsExactly("b/1");
        world.parked.skip(parked().getFirst().id(), Origin.of("ann"), "moot");
        world.dispatch();
        assertThat(sent).containsExactly("b/1", "a/2");
        assertThat(world.finished()).isTrue();
    }

    @Test
    void parksWhatFailsOtherwise() {
        answer =
                (command, origin) -> {
                    throw new IllegalArgumentException("a defect");
                };
        put("a", "1");
        world.outbox.put("automation", "b", "1", "Forgotten", "{}");
        world.dispatch();
        assertThat(codes()).containsExactly("step.failed", "step.failed");
    }

    @Test
    void leavesTheDatabaseToOthersWhileACommandIsAtWork() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        answer =
                (command, origin) -> {
                    begun.countDown();
                    await(end);
                    return DONE;
                };
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            live(threads);
            put("a", "1");
            world.dispatch();
            begun.await();
            world.beginAt(town.head());
            town.registered();
            assertThat(world.batch(100)).isTrue(); // on another thread than the command
            assertThat(world.rows("saga")).isEqualTo(1);
            end.countDown();
        }
        assertThat(world.rows("outbox")).as("the welcome alone").isEqualTo(1);
    }

    @Test
    void hasNoMoreThan64AtWorkHoweverManyDeadlinesAreDue() throws Exception {
        Deadlines deadlines = new Deadlines(state);
        state.write(
                c -> {
                    for (int i = 0; i < flood(); i++) {
                        deadlines.set(new Deadline("automation", "o-" + i, "d", now));
                    }
                    return true;
                });
        Work work = new Work();
        Set<String> requests = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            live(threads);
            answer =
                    (command, origin) -> {
                        assertThat(requests.add(origin.request())).isTrue();
                        return work.send(command, origin);
                    };
            Rounds sending = new Rounds("sending", world.dispatcher, Clock.systemUTC());
            world.outbox.onWritten(sending::wake);
            sending.start();
            Heard all = new Heard(() -> 0, processor -> 0);
            new Sweep(state, deadlines, due -> put(due.owner(), due.name()), all, () -> now).go();
            assertThat(world.rows("deadline")).isZero();
            Awaitility.await().until(() -> work.atWork.get() == Dispatcher.MOST_IN_FLIGHT);
            work.gate.countDown();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(100))
                    .until(() -> world.outbox.size() == 0);
            sending.stop();
        }
        assertThat(work.most.get()).isEqualTo(Dispatcher.MOST_IN_FLIGHT);
        assertThat(requests).hasSize(flood());
        assertThat(codes()).isEmpty();
    }

    /** Holds everybody until the gate is open, and counts. */
    private static final class Work implements Sending {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger atWork = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public Receipt send(Object command, Origin origin) {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            await(gate);
            atWork.decrementAndGet();
            return DONE;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
