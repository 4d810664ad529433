package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.deadline.Deadline;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.deadline.Heard;
import dev.kehu.platform.deadline.Sweep;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A deadline comes only to those who have heard what might have taken it back. */
class DeadlineTest extends SagasInTown {
    @BeforeEach
    void begin() {
        now = Town.WHEN.plus(Welcoming.PATIENCE);
        live(new Reminding());
        world.beginAt(town.head());
    }

    @Test
    void isNotFiredBeforeTheEventThatTookItBackWasHeard() {
        CustomerId customer = town.registered();
        town.addPerson(customer);
        assertThat(world.batch(1)).isTrue();
        assertThat(world.rows("deadline")).as("past already").isEqualTo(1);
        assertThat(world.sweep()).as("nothing to sleep for").isNull();
        world.dispatch();
        while (world.batch(1)) {
            world.sweep();
            world.dispatch();
        }
        assertThat(town.pages(customer)).isEmpty();
        assertThat(world.finished()).isTrue();
    }

    @Test
    void isFiredThoughNewEventsAreNotHeardYet() {
        CustomerId customer = town.registered();
        town.registered();
        world.batch(1);
        world.sweep();
        while (world.position() < town.head()) {
            world.batch(1);
        }
        town.registered();
        world.sweep();
        world.dispatch();
        assertThat(town.pages(customer)).containsExactly("page-1");
    }

    @Test
    void waitsForItsOwnProcessorAlone() {
        Deadlines deadlines = new Deadlines(state);
        Map<String, Long> reached = new HashMap<>(Map.of("slow", 4L, "quick", 5L));
        for (int i = 0; i < 100; i++) {
            deadlines.set(new Deadline("slow", "s-" + i, "d", now.minusSeconds(1)));
        }
        deadlines.set(new Deadline("quick", "q", "d", now));
        deadlines.set(new Deadline("quick", "q", "later", now.plusSeconds(1)));
        List<Deadline> fired = new ArrayList<>();
        Sweep sweep =
                new Sweep(
                        state, deadlines, fired::add, new Heard(() -> 5, reached::get), () -> now);
        assertThat(sweep.go()).isEqualTo(now.plusSeconds(1));
        assertThat(fired).extracting(Deadline::owner).containsExactly("q");
        assertThat(sweep.awaits("slow", 4)).isFalse();
        assertThat(sweep.awaits("slow", 5)).isTrue();
        assertThat(sweep.awaits("quick", 6)).isFalse();
        reached.put("slow", 5L);
        sweep.go();
        assertThat(fired).hasSize(101);
        assertThat(sweep.awaits("slow", 6)).isFalse();
    }
}
