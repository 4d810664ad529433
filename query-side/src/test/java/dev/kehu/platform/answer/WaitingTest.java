package dev.kehu.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

import java.util.concurrent.atomic.AtomicInteger;

class WaitingTest {
    private static final String VIEW = "customer360";

    private final World world = World.fresh(50);
    private String head = "";

    @BeforeEach
    void someone() {
        new Scenario(world.story).registers("customer-a", "C1", "Ann", "1997-01-01");
        world.settled();
        head = Long.toString(world.story.head());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ViewPositions positions() {
        return world.get(ViewPositions.class);
    }

    private ResponseEntity<?> answered(AtomicInteger reads, Runnable first) {
        return world.get(Waiting.class)
                .until(
                        VIEW,
                        head,
                        () -> {
                            if (reads.incrementAndGet() == 1) first.run();
                            return ResponseEntity.ok(reads.get());
                        });
    }

    @Test
    void readsOnceWhereTheViewStands() {
        assertThat(answered(new AtomicInteger(), () -> {}).getBody()).isEqualTo(1);
    }

    private void fallsBack(String view) {
        positions().reached(view, 0);
        positions().reached(view, world.story.head());
    }

    /** As when its store fails: what was read may be of the older commit. */
    @Test
    void readsAgainWhereTheViewFellBackMeanwhile() {
        AtomicInteger reads = new AtomicInteger();
        assertThat(answered(reads, () -> fallsBack(VIEW)).getBody()).isEqualTo(2);
    }

    @Test
    void readsOnceWhereAnotherViewFellBackMeanwhile() {
        AtomicInteger reads = new AtomicInteger();
        assertThat(answered(reads, () -> fallsBack("timeline")).getBody()).isEqualTo(1);
    }

    /** A clock that says a second more whenever a view is read. */
    @Test
    void endsWhereTheViewFallsBackAtEveryRead() {
        AtomicInteger reads = new AtomicInteger();
        Waiting waiting =
                new Waiting(
                        world.get(Reader.class), positions(), () -> reads.get() * 1_000_000_000L);
        ResponseEntity<?> answer =
                waiting.until(
                        VIEW,
                        head,
                        () -> {
                            assertThat(reads.incrementAndGet()).as("reads").isLessThan(9);
                            fallsBack(VIEW);
                            return ResponseEntity.ok("read");
                        });
        assertThat(answer.getStatusCode().value()).isEqualTo(202);
        assertThat(reads).hasValue(2);
    }

    @Test
    void saysHowFarAViewIsThatFellBack() {
        ResponseEntity<?> answer =
                answered(new AtomicInteger(), () -> positions().reached(VIEW, 0));
        assertThat(answer.getStatusCode().value()).isEqualTo(202);
        positions().reached(VIEW, world.story.head());
    }
}
