package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.world.Scenario;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** A rebuild, alone and beside others. */
class RebuildRunTest extends CountedWorld {
    @Test
    void givesTheSameDocumentsInANewGeneration() {
        Scenario.random(story, new Random(7), 700);
        world.settled();
        var before = world.store.range("customer360_g1", null, null, 100);
        List<Progress> told = new ArrayList<>();
        assertThat(world.get(Rebuild.class).rebuild("customer360", told::add)).isTrue();
        assertThat(world.store.range("customer360_g2", null, null, 100)).isEqualTo(before);
        assertThat(told.getLast().done()).isEqualTo(story.head());
    }

    @Test
    void followsLiveAfterwards() {
        given.orders("customer-a", "1997-01-02", "1.00");
        world.settled();
        world.get(Rebuild.class).rebuild("counts", progress -> true);
        given.orders("customer-a", "1997-01-02", "1.00");
        world.settled();
        assertThat(count("customer-a")).isEqualTo(2);
    }

    @Test
    void leavesTheViewAsItIsWhenCancelled() {
        given.orders("customer-a", "1997-01-02", "1.00");
        world.settled();
        assertThat(world.get(Rebuild.class).rebuild("counts", progress -> false)).isFalse();
        assertThat(count("customer-a")).isEqualTo(1);
        assertThat(world.store.collections()).doesNotContain("counts_g2");
    }

    @Test
    void readsTheHistoryOnceForAllViews() {
        Scenario.random(story, new Random(7), 7_000);
        world.settled();
        var before = world.store.range("customer360_g1", null, null, 100);
        List<Progress> told = new ArrayList<>();
        var names = world.views().names();
        assertThat(world.get(Rebuild.class).rebuild(names, told::add)).isTrue();
        assertThat(world.store.range("customer360_g2", null, null, 100)).isEqualTo(before);
        assertThat(world.views().status())
                .allMatch(s -> s.generation() == 2 && s.running() && s.position() == 7_000);
        assertThat(story.readFromTheStart()).isEqualTo(1);
        assertThat(told).extracting(Progress::view).endsWith(names.toArray(String[]::new));
    }

    @Test
    void mayBeTriedAgainWhenItCouldNotBegin() {
        world.settled();
        world.store.failRemembers(1);
        Rebuild rebuild = world.get(Rebuild.class);
        assertThatThrownBy(() -> rebuild.rebuild("counts", p -> true))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rebuild.isRebuilding("counts")).isFalse();
        assertThat(rebuild.rebuild("counts", p -> true)).isTrue();
    }

    /** Half a build nobody carries on, and one from before: both may say what was erased since. */
    @Test
    @Timeout(60)
    void leavesWhatIsInUseAloneWhenTheOthersAreDropped() {
        for (String customer : List.of("customer-a", "customer-b", "customer-c"))
            for (int i = 0; i < 2_100; i++) given.orders(customer, "1997-01-02", "1.00");
        world.settled();
        AtomicLong nanos = new AtomicLong();
        LongSupplier slow = () -> nanos.addAndGet(2_000_000_000);
        Rebuild rebuild = new Rebuild(world.views(), story, slow);
        rebuild.rebuild("counts", progress -> true);
        Begun begun = rebuild.begin(List.of("counts")).orElseThrow();
        begun.carryOut(
                progress -> {
                    if (world.store.count("counts_g3") > 0) rebuild.stop(Duration.ZERO);
                    return true;
                });
        assertThat(world.store.collections()).contains("counts_g1", "counts_g2", "counts_g3");
        Rebuild next = new Rebuild(world.views(), story, System::nanoTime);
        next.dropOthers(Duration.ZERO);
        assertThat(world.store.collections())
                .contains("counts_g2")
                .noneMatch(each -> each.startsWith("counts_g1") || each.startsWith("counts_g3"));
        assertThat(next.rebuild("counts", progress -> true)).isTrue();
        assertThat(count("customer-c")).isEqualTo(2_100);
    }

    /** What is only dropped is built by nobody. */
    @Test
    @Timeout(60)
    void waitsForWhoDropsABuildAndBuildsThen() throws Exception {
        given.orders("customer-a", "1997-01-02", "1.00");
        world.settled();
        Rebuild rebuild = world.get(Rebuild.class);
        rebuild.rebuild("counts", progress -> true);
        Thread drops = Thread.ofPlatform().unstarted(() -> rebuild.dropKept(List.of("counts")));
        Thread builds =
                Thread.ofPlatform().unstarted(() -> rebuild.rebuild("counts", progress -> true));
        ViewStore.Batch open = world.store.begin(); // no commit before it is closed
        try {
            drops.start();
            await().until(() -> rebuild.isRebuilding("counts"));
            builds.start();
            await().until(() -> builds.getState() == Thread.State.TIMED_WAITING);
        } finally {
            open.close();
        }
        drops.join();
        builds.join();
        assertThat(counts().generation()).isEqualTo(3);
    }

    @Nested
    @Timeout(60)
    class WhileAnotherOneRuns {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);
        private volatile boolean cancelled;
        private volatile boolean fails;

        /** Begins one that stands still before its switch. */
        private CompletableFuture<Boolean> running(Collection<String> views) throws Exception {
            given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            Rebuild rebuild = world.get(Rebuild.class);
            var running =
                    CompletableFuture.supplyAsync(
                            () -> rebuild.rebuild(views, this::stands), Thread::startVirtualThread);
            begun.await();
            return running;
        }

        private boolean stands(Progress progress) {
            begun.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            if (fails) throw new IllegalStateException("broken (as the test asked)");
            return !cancelled;
        }

        private CompletableFuture<Boolean> another(Collection<String> views) {
            List<Progress> told = new CopyOnWriteArrayList<>();
            Rebuild rebuild = world.get(Rebuild.class);
            var waiting =
                    CompletableFuture.supplyAsync(
                            () -> rebuild.rebuild(views, told::add), Thread::startVirtualThread);
            await().until(() -> !told.isEmpty());
            assertThat(waiting).isNotDone();
            return waiting;
        }

        private Stream<Long> generations() {
            return world.views().status().stream().map(ViewStatus::generation);
        }

        @Test
        void waitsForItWithProgressAndIsDoneByIt() throws Exception {
            var first = running(world.views().names());
            var second = another(List.of("counts"));
            goesOn.countDown();
            assertThat(first.join()).isTrue();
            assertThat(second.join()).isTrue();
            assertThat(generations()).containsOnly(2L);
            assertThat(world.get(Rebuild.class).isRebuilding("counts")).isFalse();
        }

        @Test
        void thenBuildsWhatItWasNotAbout() throws Exception {
            var first = running(List.of("counts"));
            var second = another(world.views().names());
            goesOn.countDown();
            assertThat(first.join()).isTrue();
            assertThat(second.join()).isTrue();
            assertThat(generations()).containsOnly(2L);
        }

        @Test
        void endsAsItEnds() throws Exception {
            running(List.of("counts"));
            var second = another(List.of("counts"));
            cancelled = true;
            goesOn.countDown();
            assertThat(second.join()).isFalse();
            assertThat(generations()).containsOnly(1L);
        }

        @Test
        void failsAsItFails() throws Exception {
            running(List.of("counts"));
            var second = another(List.of("counts"));
            fails = true;
            goesOn.countDown();
            assertThatThrownBy(second::join).hasRootCauseMessage("broken (as the test asked)");
        }
    }

    @Test
    void refusesAViewThereIsNot() {
        assertThatThrownBy(() -> world.get(Rebuild.class).rebuild("nothing", p -> true))
                .isInstanceOf(Refusal.class)
                .extracting("code")
                .isEqualTo("view.unknown");
    }
}
