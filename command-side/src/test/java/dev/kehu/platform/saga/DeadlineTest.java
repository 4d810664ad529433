package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.deadline.Deadline;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.deadline.Heard;
import dev.kehu.platform.deadline.Sweep;
import dev.kehu.platform.state.StateDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A deadline comes only to those who have heard what might have taken it back. */
class DeadlineTest {
    private static Town town;

    private final Instant now = Town.WHEN.plus(Welcoming.PATIENCE);
    private DataDirectory data;
    private StateDatabase state;
    private World world;

    @BeforeAll
    static void found(@TempDir Path directory) {
        town = new Town(directory);
    }

    @AfterAll
    static void leave() {
        town.close();
    }

    @BeforeEach
    void open(@TempDir Path directory) {
        data = DataDirectory.open(directory.resolve("state"));
        state = StateDatabase.open(data);
        world =
                new World(
                        state,
                        town::get,
                        List.of(new Reminding()),
                        (command, origin) -> town.get(Commands.class).send(command, origin),
                        () -> now,
                        Runnable::run);
        world.beginAt(town.head());
    }

    @AfterEach
    void close() {
        state.close();
        data.close();
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
