package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.world.Scenario;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A rebuild that takes a while is watched, paused, cancelled, and gone on with. */
class RebuildUnderWayTest extends RebuiltWorld {
    private final AtomicLong seconds = new AtomicLong();

    /** A second between two pages, so that every page is told. */
    private final Rebuild slow =
            new Rebuild(world.views(), story, () -> seconds.addAndGet(1_000_000_001L));

    private CompletableFuture<Boolean> running(Collection<String> views) {
        Scenario.random(story, new Random(3), 9_000);
        world.settled();
        return CompletableFuture.supplyAsync(
                () -> slow.rebuild(views, told), Thread::startVirtualThread);
    }

    private boolean pausesAtTheFirst(Progress step) {
        if (told.steps.size() == 1) slow.pause(world.views().names());
        return true;
    }

    @Test
    void restsUntilItIsToldToGoOn() {
        told.then = this::pausesAtTheFirst;
        var running = running(List.of("counts", "timeline"));
        await().until(() -> told.steps.getLast().paused());
        assertThat(running).isNotDone();
        assertThat(slow.underWay()).singleElement().matches(Progress::paused);
        assertThat(world.views().status()).allMatch(s -> s.generation() == 1 && s.running());
        assertThat(slow.goOn(Set.of("timeline"))).containsExactly("counts", "timeline");
        assertThat(running.join()).isTrue();
        assertThat(counts().generation()).isEqualTo(2);
        assertThat(slow.goOn(world.views().names())).isEmpty();
    }

    @Test
    void saysHowItEndedBeforeItsViewsCanBeAskedForAgain() {
        List<String> ends = new ArrayList<>();
        Progress.Listener listener =
                new Progress.Listener() {
                    @Override
                    public boolean on(Progress step) {
                        return !step.view().equals("timeline"); // once it comes to the switch
                    }

                    @Override
                    public void switched(String view) {
                        ends.add(view);
                    }

                    @Override
                    public void ended(Progress.Ending how) {
                        ends.add(how + " " + slow.isRebuilding("timeline"));
                    }
                };
        orders(A);
        assertThat(slow.rebuild(List.of("counts", "timeline"), listener)).isFalse();
        assertThat(ends).containsExactly("counts", "CANCELLED true");
        assertThat(slow.isRebuilding("timeline")).isFalse();
        assertThat(slow.begin(Set.of("timeline")).orElseThrow().carryOut(told)).isTrue();
    }

    @Test
    void isUnderWayUntilItIsGivenUp() {
        Begun begun = slow.begin(Set.of("counts")).orElseThrow();
        assertThat(slow.underWay()).singleElement().matches(step -> step.done() == 0);
        assertThat(slow.begin(Set.of("counts"))).isEmpty();
        begun.giveUp();
        assertThat(slow.underWay()).isEmpty();
        assertThat(slow.begin(Set.of("counts")).orElseThrow().carryOut(told)).isTrue();
    }

    @Test
    void isCancelledBySomebodyElseAndLeavesNothing() {
        told.then = this::pausesAtTheFirst;
        var running = running(List.of("counts", "timeline"));
        await().until(() -> told.steps.getLast().paused());
        assertThat(slow.cancel(Set.of("counts"))).containsExactly("counts", "timeline");
        assertThat(world.store.collections()).doesNotContain("counts_g2", "timeline_g2");
        assertThat(running.join()).isFalse();
        assertThat(counts().generation()).isEqualTo(1);
    }

    @Test
    void isGoneOnWithAfterTheProcessEnded() {
        told.then =
                step -> {
                    if (step.done() > 4_000) slow.stop(Duration.ZERO);
                    return true;
                };
        assertThat(running(world.views().names()).join()).isFalse();
        long reached = told.steps.getLast().done();
        assertThat(reached).isBetween(4_001L, 8_000L);
        assertThat(counts().generation()).isEqualTo(1);
        counts().open();
        Rebuild next = new Rebuild(world.views(), story, System::nanoTime);
        Told later = new Told();
        assertThat(next.rebuild(world.views().names(), later)).isTrue();
        assertThat(later.steps).allMatch(step -> step.from() >= reached);
        assertThat(story.readFromTheStart()).isEqualTo(1);
        assertThat(counts().generation()).isEqualTo(2);
        assertThat(later.compared).allMatch(each -> each.changed() == 0);
        assertThat(later.compared) // nobody has agreed to anything here
                .filteredOn(each -> !each.view().equals("consents"))
                .allMatch(each -> each.same() > 0);
    }
}
