package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.projection.EngineTest.Counts;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.watch.Watch;
import dev.kehu.platform.world.MarkingVault;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class StartAndStopTest {
    private static final String A = "customer-a", DAY = "1997-01-02";

    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);

    @Test
    void aStopEndsTheBatchAtWorkAndCommitsWhatItDid(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("views.mv");
        var store = EmbeddedViewStore.open(file, Duration.ofDays(1));
        try (World world = new World(story, store, 5, Counts.class)) {
            Counts counts = world.get(Counts.class);
            counts.holds = new CountDownLatch(1);
            given.orders(A, DAY, "1.00");
            counts.held.await();
            var stop = CompletableFuture.runAsync(world::stop);
            await().until(() -> !running(world));
            assertThat(stop).isNotDone();
            counts.holds.countDown();
            stop.join();
            Path copy = Files.copy(file, directory.resolve("copy.mv"));
            try (var then = EmbeddedViewStore.open(copy, Duration.ofDays(1))) {
                assertThat(then.manifest("counts").orElseThrow().position()).isEqualTo(1);
                assertThat(then.load("counts_g1", List.of(A))).containsKey(A);
            }
        }
    }

    @Test
    void aViewGoesBackWithAStoreThatLostWhatWasNotCommitted(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("views.mv");
        var store = EmbeddedViewStore.open(file, Duration.ofDays(1));
        try (World world = new World(story, store, 5, Counts.class)) {
            for (int i = 0; i < 12; i++) given.orders(A, DAY, "1.00");
            world.settled().store.commit();
            Path copy = Files.copy(file, directory.resolve("copy.mv"));
            for (int i = 0; i < 12; i++) given.orders(A, DAY, "1.00");
            world.settled();
            try (store) {
                world.store.fallBackTo(EmbeddedViewStore.open(copy, Duration.ofDays(1)));
            }
            await().untilAsserted(() -> assertThat(count(world)).isEqualTo(24)); // no event since
            for (int i = 0; i < 12; i++) given.orders(A, DAY, "1.00");
            assertThat(count(world.settled())).isEqualTo(36);
        }
    }

    private static long count(World world) {
        return world.views()
                .of(world.get(Counts.class))
                .find(A)
                .map(EngineTest.Count::count)
                .orElse(0L);
    }

    private static boolean running(World world) {
        return world.views().running("counts").status().running();
    }

    /** A store or a state that refuses does so before any view has touched its documents. */
    @Test
    void viewsStartOnlyWhenEverythingElseIsThere() {
        try (var store = EmbeddedViewStore.inMemory()) {
            given.orders(A, DAY, "1.00");
            assertThatThrownBy(() -> new World(story, store, 5, Counts.class, Refuses.class))
                    .isInstanceOf(BeanCreationException.class);
            assertThat(store.manifest("counts")).isEmpty();
            assertThat(store.collections()).isEmpty();
        }
    }

    /** Made after the lifecycle of the views, before it starts. */
    static final class Refuses {
        Refuses(ViewLifecycle made) {
            assertThat(made.isRunning()).isFalse();
            throw new IllegalStateException("state.db is ahead (as the test asked)");
        }
    }

    @Test
    void theWatchStartsAfterTheViewsAndEndsBeforeThem() {
        try (World world = new World(story, EmbeddedViewStore.inMemory(), 5, Counts.class)) {
            int views = world.get(ViewLifecycle.class).getPhase();
            assertThat(world.get(Watch.class).getPhase()).isGreaterThan(views);
        }
    }

    @Test
    void aRebuildThatCouldNotStopItsViewFailsAndTheViewGoesOn() throws Exception {
        Counts counts = new Counts();
        try (var store = EmbeddedViewStore.inMemory()) {
            Views views = views(counts, store);
            views.open();
            views.running("counts").start();
            counts.holds = new CountDownLatch(1);
            given.orders(A, DAY, "1.00");
            counts.held.await();
            Rebuild rebuild = new Rebuild(views, story, System::nanoTime);
            assertThatThrownBy(() -> rebuild.rebuild("counts", progress -> true))
                    .hasMessageContaining("does not stop");
            assertThat(store.collections()).doesNotContain("counts_g2");
            counts.holds.countDown();
            await().until(() -> views.running("counts").status().running());
            given.orders(A, DAY, "1.00");
            await().until(() -> views.of(counts).position() == 2);
            assertThat(rebuild.rebuild("counts", progress -> true)).isTrue();
            assertThat(views.of(counts).find(A).orElseThrow().count()).isEqualTo(2);
            views.close(Duration.ofSeconds(10));
        }
    }

    private Views views(Counts counts, EmbeddedViewStore store) {
        return new Views(
                List.of(counts),
                store,
                story,
                new MarkingVault(),
                story,
                new ViewPositions(),
                new ViewSettings(ZoneOffset.UTC, 5, 100, 1_000_000, Duration.ofMillis(100)));
    }
}
