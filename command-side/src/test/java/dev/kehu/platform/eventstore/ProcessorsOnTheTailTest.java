package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.platform.state.StateTransactions;

import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Axon's pooled processors on our tail, their tokens in state.db, turned and cut while it grows.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class ProcessorsOnTheTailTest {
    private static final int EVENTS = 100_000;
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");

    @TempDir Path directory;
    private final Random random = new Random(SEED);
    private final List<Followed> followers = new ArrayList<>();
    private OpenStorage open;
    private DataDirectory data;
    private StateDatabase state;

    @BeforeEach
    void open() {
        System.out.println("seed " + SEED);
        open = OpenStorage.in(directory);
        data = DataDirectory.open(directory.resolve("data"));
        state = StateDatabase.open(data);
    }

    @AfterEach
    void close() {
        followers.forEach(Followed::close);
        state.close();
        data.close();
        open.close();
    }

    private Followed follower(String name, int segments) {
        return follower(name, segments, new ScheduledThreadPoolExecutor(1));
    }

    private Followed follower(String name, int segments, ScheduledExecutorService coordinator) {
        Followed follower =
                new Followed(
                        name,
                        segments,
                        open.storage().store(),
                        new StateTokenStore(state, "store"),
                        new StateTransactions(state),
                        coordinator);
        followers.add(follower);
        follower.start();
        return follower;
    }

    private void append(int from, int count) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String stream = "customer-" + i;
            events.add(
                    new GenericDomainEventMessage<>(
                            "customer",
                            stream,
                            0,
                            new CustomerOpened(new CustomerId(stream), WHEN)));
        }
        open.engine().appendEvents(events);
    }

    private void stall() {
        for (int pause = random.nextInt(20_000); pause > 0; pause--) Thread.onSpinWait();
    }

    private void grow(int from, int to) {
        for (int sent = from; sent < to; ) {
            int burst = Math.min(1 + random.nextInt(500), to - sent);
            append(sent, burst);
            sent += burst;
            stall();
        }
    }

    private static void caughtUp(Followed follower, long head) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(follower.distinct()).isEqualTo(head));
    }

    @Test
    void missNothingAndSeeNothingTwiceWhileSegmentsAreSplitAndMerged() throws Exception {
        Followed plain = follower("plain", 1);
        Followed wide = follower("wide", 4);
        Followed split = follower("split", 1);
        Followed merged = follower("merged", 8);
        var growing = CompletableFuture.runAsync(() -> grow(0, EVENTS));
        for (int step = 0; !growing.isDone() && step < 200; step++) {
            if (step % 2 == 0 && split.segments() < 16) split.splitOne(random);
            else merged.mergeOne(random);
            stall();
        }
        growing.join();
        for (Followed each : followers) caughtUp(each, EVENTS);
        for (Followed each : followers) each.sawEverythingOnce(EVENTS);
        assertThat(plain.segments()).isOne();
        assertThat(wide.segments()).isEqualTo(4);
        assertThat(split.segments()).isGreaterThan(1);
        assertThat(merged.segments()).isLessThan(8);
    }

    @Test
    void seeEverythingAgainAfterAResetAndKnowUpToWhereItIsAReplay() {
        Followed follower = follower("turned", 2);
        grow(0, 4_000);
        caughtUp(follower, 4_000);
        follower.sawEverythingOnce(4_000);
        follower.reset();
        grow(4_000, 5_000);
        follower.start();
        caughtUp(follower, 5_000);
        follower.sawEverythingOnce(5_000);
        assertThat(follower.replayed()).isEqualTo(4_000);
    }

    @Test
    void goOnWithAReplayThatWasCutShort() throws Exception {
        Followed follower = follower("cut", 2);
        grow(0, 6_000);
        caughtUp(follower, 6_000);
        follower.reset();
        follower.stopsAfter(1_500);
        follower.start();
        follower.awaitStopped();
        long before = follower.replayed();
        assertThat(before).isBetween(1L, 5_999L);
        follower.stopsAfter(Long.MAX_VALUE);
        follower.start();
        grow(6_000, 6_500);
        caughtUp(follower, 6_500);
        follower.sawEverythingOnce(6_500);
        assertThat(follower.replayed()).isEqualTo(6_000);
    }

    /**
     * The coordinator's executor does what it is told to do at once and nothing that is to be done
     * later, so that a poll would never come.
     */
    @Test
    void areWokenBySignalsAlone() {
        Followed follower = follower("signalled", 1, new NothingLater());
        int sent = 0;
        for (int burst = 0; burst < 50; burst++) {
            int count = 1 + random.nextInt(20);
            append(sent, count);
            sent += count;
            caughtUp(follower, sent);
        }
        follower.sawEverythingOnce(sent);
    }

    /** What is to be done later than now is put off for a day. */
    private static final class NothingLater extends ScheduledThreadPoolExecutor {
        NothingLater() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            return delay > 0
                    ? super.schedule(work, 1, TimeUnit.DAYS)
                    : super.schedule(work, delay, unit);
        }
    }
}
