package dev.kehu.platform.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.ViewPositions;
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

    /** As when its store fails: what was read may be of the older commit. */
    @Test
    void readsAgainWhereTheViewFellBackMeanwhile() {
        Runnable fallsBack =
                () -> {
                    positions().reached(VIEW, 0);
                    positions().reached(VIEW, world.story.head());
                };
        assertThat(answered(new AtomicInteger(), fallsBack).getBody()).isEqualTo(2);
    }

    @Test
    void saysHowFarAViewIsThatFellBack() {
        ResponseEntity<?> answer =
                answered(new AtomicInteger(), () -> positions().reached(VIEW, 0));
        assertThat(answer.getStatusCode().value()).isEqualTo(202);
        positions().reached(VIEW, world.story.head());
    }
}
