package dev.kehu.platform.commandbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.writeside.Firm;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

@Timeout(60)
class CommandsTest {
    private static volatile CountDownLatch waitsFor = new CountDownLatch(0);

    private static final Origin ASKS = Origin.of("agent");
    private static final Receipt DONE = Receipt.of("subject", Map.of());

    private static Firm firm;
    private static final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private static Commands commands;

    /** What its handler does on the first try, the second, … */
    private record Trying(IntFunction<Receipt> attempt, AtomicInteger tries) {
        Trying(IntFunction<Receipt> attempt) {
            this(attempt, new AtomicInteger());
        }

        static Trying failing(int times, RuntimeException why) {
            return new Trying(
                    tried -> {
                        if (tried <= times) {
                            throw why;
                        }
                        return DONE;
                    });
        }
    }

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
        CommandBus bus = firm.get(CommandBus.class);
        bus.subscribe(
                Trying.class.getName(),
                message -> {
                    Trying trying = (Trying) message.getPayload();
                    return trying.attempt().apply(trying.tries().incrementAndGet());
                });
        commands =
                new Commands(
                        bus,
                        firm.get(States.class),
                        new Retries(new Random(Drafts.SEED), CommandsTest::pause));
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    @BeforeEach
    void noPauses() {
        pauses.clear();
    }

    private static List<RuntimeException> collisions() {
        return List.of(
                new DeadlockException("made up"),
                new ConcurrencyException("made up"),
                new AggregateStreamCreationException("made up"));
    }

    @Test
    void triesAgainAfterEachKindOfCollisionWithLongerAndLongerPauses() {
        for (RuntimeException collision : collisions()) {
            pauses.clear();
            Trying trying = Trying.failing(Retries.TRIES - 1, collision);
            assertThat(commands.send(trying, ASKS)).isEqualTo(DONE);
            assertThat(trying.tries()).hasValue(Retries.TRIES);
            assertThat(pauses).hasSize(Retries.TRIES - 1);
            for (int i = 0; i < pauses.size(); i++) {
                assertThat(pauses.get(i))
                        .as("seed " + Drafts.SEED)
                        .isBetween(Duration.ZERO, Retries.FIRST.multipliedBy(1L << i));
            }
        }
    }

    @Test
    void givesUpAfterAFewTries() {
        for (RuntimeException collision : collisions()) {
            Trying trying = Trying.failing(Integer.MAX_VALUE, collision);
            assertThatThrownBy(() -> commands.send(trying, ASKS)).isSameAs(collision);
            assertThat(trying.tries()).hasValue(Retries.TRIES);
        }
    }

    @Test
    void triesOnlyOnceWhereACollisionIsAnAnswer() {
        for (RuntimeException collision : collisions()) {
            Trying trying = Trying.failing(1, collision);
            assertThatThrownBy(() -> commands.once(trying, ASKS)).isSameAs(collision);
            assertThat(trying.tries()).hasValue(1);
        }
    }

    @Test
    void triesCommandsTogetherAgainUnlessAStreamIsThere() {
        for (RuntimeException collision : collisions()) {
            long before = firm.head();
            Trying trying = Trying.failing(1, collision);
            Map<String, Object> both = new java.util.LinkedHashMap<>();
            both.put("first", firm.registration("T" + collision.getClass().getSimpleName()));
            both.put("second", trying);
            if (collision instanceof AggregateStreamCreationException) {
                assertThatThrownBy(() -> commands.together(both, ASKS)).isSameAs(collision);
                assertThat(trying.tries()).hasValue(1);
                assertThat(firm.head()).as("nothing half done").isEqualTo(before);
            } else {
                assertThat(commands.together(both, ASKS)).hasSize(2);
                assertThat(trying.tries()).hasValue(2);
                assertThat(firm.after(before))
                        .containsExactly("customer.registered", "code.claimed");
            }
        }
    }

    @Test
    void resolvesARealDeadlockOfCommandsTogether() {
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch oneIsDone = new CountDownLatch(1);
        waitsFor = oneIsDone;
        var one = CompletableFuture.supplyAsync(() -> holdingInTurn("x", "y", both));
        var two = CompletableFuture.supplyAsync(() -> holdingInTurn("y", "x", both));
        one.whenComplete((done, failed) -> oneIsDone.countDown());
        two.whenComplete((done, failed) -> oneIsDone.countDown());
        assertThat(List.of(one.join(), two.join())).containsOnly(List.of(DONE, DONE));
        assertThat(pauses).as("one of them was tried again").isNotEmpty();
    }

    /** Goes on when the other one is done; where both met the deadlock, after a time of its own. */
    private static void pause(Duration pause) {
        pauses.add(pause);
        try {
            waitsFor.await(100 * pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Receipt> holdingInTurn(String first, String second, CyclicBarrier both) {
        Map<String, Object> inTurn = new java.util.LinkedHashMap<>();
        inTurn.put(
                "1",
                new Trying(
                        tried -> {
                            hold(first);
                            if (tried == 1) {
                                await(both);
                            }
                            return DONE;
                        }));
        inTurn.put(
                "2",
                new Trying(
                        tried -> {
                            hold(second);
                            return DONE;
                        }));
        return commands.together(inTurn, ASKS);
    }

    private static void hold(String stream) {
        Lock lock = firm.get(LockFactory.class).obtainLock(stream);
        CurrentUnitOfWork.get().root().onCleanup(unit -> lock.release());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesNotWaitLongForAStreamThatIsHeld() {
        Lock held = firm.get(LockFactory.class).obtainLock("held");
        List<Throwable> failures = new ArrayList<>();
        Trying trying =
                new Trying(
                        tried -> {
                            hold("held");
                            return DONE;
                        });
        CompletableFuture.runAsync(
                        () -> {
                            try {
                                commands.send(trying, ASKS);
                            } catch (RuntimeException e) {
                                failures.add(e);
                            }
                        })
                .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                .join();
        held.release();
        assertThat(failures)
                .singleElement()
                .isExactlyInstanceOf(LockAcquisitionFailedException.class);
        assertThat(trying.tries()).hasValue(1);
    }

    @Test
    void refusesOnlyOnTheNewestState() {
        Refusal refusal = Refusal.conflict("merge.not-merged", "made up");
        Trying stale =
                new Trying(
                        tried -> {
                            if (tried == 1) { // as if another node had appended to it
                                CurrentUnitOfWork.get()
                                        .root()
                                        .resources()
                                        .put("kehu.remembered", Map.of("customer-nobody", 7L));
                                throw refusal;
                            }
                            return DONE;
                        });
        assertThat(commands.send(stale, ASKS)).isEqualTo(DONE);
        Trying fresh = Trying.failing(1, refusal);
        assertThatThrownBy(() -> commands.send(fresh, ASKS)).isSameAs(refusal);
    }
}
