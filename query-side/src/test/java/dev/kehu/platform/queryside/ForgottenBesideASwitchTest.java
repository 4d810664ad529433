package dev.kehu.platform.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.Begun;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Of two views that are rebuilt together one answers from its new build, and the other rests. */
class ForgottenBesideASwitchTest {
    private static final List<String> ANN = List.of("customer-a");
    private static final List<String> BOTH = List.of("timeline", "valuehistory");

    private final World world = World.fresh(50);

    @AfterEach
    void close() {
        world.close();
    }

    private long switched() {
        return world.views().all().stream().filter(view -> view.generation() == 2).count();
    }

    @Test
    @Timeout(120)
    void keepsNoBuildFromBefore() throws Exception {
        Scenario given = new Scenario(world.story);
        given.registers("customer-a", "C1", "Ann", "1997-01-01");
        given.says("customer-a", "1997-02-01", "wants the blue one", null);
        world.settled();
        Rebuild rebuild = new Rebuild(world.views(), world.story, System::nanoTime);
        CountDownLatch rests = new CountDownLatch(1);
        Begun begun = rebuild.begin(BOTH).orElseThrow();
        Progress.Listener resting =
                new Progress.Listener() {
                    @Override
                    public boolean on(Progress progress) {
                        if (progress.paused()) rests.countDown();
                        return true;
                    }

                    @Override
                    public void switched(String view) {
                        if (rests.getCount() > 0) rebuild.pause(BOTH);
                    }
                };
        var running =
                CompletableFuture.supplyAsync(
                        () -> begun.carryOut(resting), Thread::startVirtualThread);
        rests.await();
        assertThat(rebuild.kept()).hasSize(1);
        world.story.eraseTexts("customer-a");
        new ErasedInViews(world.views(), world.get(ViewPositions.class), rebuild, world.store)
                .forgetTexts(ANN, ANN, world.story.head());
        assertThat(rebuild.kept()).isEmpty();
        rebuild.goOn(BOTH);
        assertThat(running.join()).isTrue();
        assertThat(switched()).isEqualTo(2);
    }
}
