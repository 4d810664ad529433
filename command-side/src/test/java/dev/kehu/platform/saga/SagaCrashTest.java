package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.state.Place;
import dev.kehu.platform.state.StateDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** However often and wherever the process is killed, every effect takes place once. */
class SagaCrashTest {
    private static final int CUSTOMERS = 2;

    /** The longest of these stories takes 92 turns; one without an end is to fail soon. */
    private static final int MOST_TURNS = 500;

    private static Town town;
    private static int runs;

    @TempDir Path temp;

    Place place(Path directory) {
        return Place.inFile(directory);
    }

    /** Every moment, or every so manieth. */
    int stride() {
        return 1;
    }

    long seeds() {
        return 200;
    }

    @BeforeAll
    static void open(@TempDir Path directory) {
        town = new Town(directory);
    }

    @AfterAll
    static void close() {
        town.close();
    }

    /** One story of two customers: when to crash, and in which order things happen. */
    private final class Story {
        private final Random chance;
        private final IntPredicate crashing;
        private final List<CustomerId> customers;
        private final List<String> moments = new ArrayList<>();
        private Instant now = Town.WHEN;
        private int crashes;

        Story(long seed, IntPredicate crashing) {
            this.chance = new Random(seed);
            this.crashing = crashing;
            long before = town.head();
            this.customers = Stream.generate(town::registered).limit(CUSTOMERS).toList();
            live(before);
        }

        /** Lives on with the same state until there is nothing left to do. */
        private void live(long before) {
            Place place = place(temp.resolve("run-" + runs++));
            boolean begun = false;
            for (boolean finished = false; !finished; ) {
                StateDatabase database = place.open();
                try {
                    World world = world(database);
                    if (!begun) {
                        world.beginAt(before);
                        begun = true;
                    }
                    untilFinished(world);
                    finished = true;
                } catch (Crash crash) {
                    crashes++;
                } finally {
                    database.close();
                }
            }
        }

        private World world(StateDatabase database) {
            return new World(
                    new CrashingState(database, this::moment),
                    town::get,
                    List.of(new Welcoming()),
                    (command, origin) -> {
                        moment("before a command is sent");
                        if (chance.nextInt(10) == 0) {
                            throw new StoreUnavailable("store.overloaded", "later");
                        }
                        var receipt = town.get(Commands.class).send(command, origin);
                        moment("after a command was sent");
                        return receipt;
                    },
                    () -> now,
                    Runnable::run);
        }

        private void untilFinished(World world) {
            int tries = 0;
            do {
                assertThat(tries++).as("turns without an end").isLessThan(MOST_TURNS);
                Instant next =
                        switch (chance.nextInt(4)) {
                            case 0 -> world.batch(1 + chance.nextInt(3)) ? now : null;
                            case 1 -> world.dispatch();
                            default -> world.sweep();
                        };
                if (next != null && next.isAfter(now) && chance.nextInt(3) == 0) {
                    now = next;
                }
            } while (world.position() < town.head() || !world.finished());
        }

        private void moment(String what) {
            moments.add(what);
            if (crashing.test(moments.size())) {
                throw new Crash(what);
            }
        }

        void everyEffectTookPlaceOnce() {
            assertThat(customers)
                    .allSatisfy(
                            customer ->
                                    assertThat(town.pages(customer))
                                            .containsExactly("page-1", "page-3"));
        }
    }

    @Test
    void endsAlikeWhereverItIsKilledOnce() {
        Story undisturbed = new Story(1, moment -> false);
        undisturbed.everyEffectTookPlaceOnce();
        int moments = undisturbed.moments.size();
        assertThat(undisturbed.moments)
                .contains(
                        "before a batch is committed",
                        "after a batch is committed",
                        "before a command is sent",
                        "after a command was sent",
                        "before a commit",
                        "after a commit");
        for (int kill = 1; kill <= moments; kill += stride()) {
            int at = kill;
            Story story = new Story(1, moment -> moment == at);
            assertThat(story.crashes).as("killed at moment %d", at).isEqualTo(1);
            story.everyEffectTookPlaceOnce();
        }
    }

    @Test
    void endsAlikeWhateverTheScheduleOfKills() {
        int crashes = 0;
        System.out.println("seeds from 0, " + seeds() + " of them");
        for (long seed = 0; seed < seeds(); seed++) {
            Random kills = new Random(seed);
            Story story = new Story(seed, moment -> kills.nextInt(8) == 0);
            try {
                story.everyEffectTookPlaceOnce();
            } catch (AssertionError wrong) {
                throw new AssertionError("seed " + seed, wrong);
            }
            crashes += story.crashes;
        }
        assertThat(crashes).isGreaterThan((int) (2 * seeds()));
    }
}
