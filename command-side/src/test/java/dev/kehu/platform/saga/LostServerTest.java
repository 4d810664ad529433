package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.eventstore.postgres.Wire;
import dev.kehu.platform.postgres.Limits;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The program lives on while the server of its state loses its session again and again: before a
 * commit, between transactions, and with a commit that took place but was answered to nobody.
 */
class LostServerTest {
    private static final long SEEDS = Long.getLong("kehu.crashes", 4);
    private static final int MOST_TURNS = 1000;

    private static Town town;
    @AutoClose private static TestDatabase database;

    /** What a session is lost by. */
    private enum Loss {
        BEFORE_A_COMMIT,
        WITH_THE_ANSWER_TO_A_COMMIT,
        BETWEEN_TRANSACTIONS
    }

    private final Map<Loss, Integer> losses = new EnumMap<>(Loss.class);

    @BeforeAll
    static void open(@TempDir Path directory) {
        town = new Town(directory);
        database = TestDatabase.withTables();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    /** Two customers, and what they are sent while sessions are lost. */
    private final class Story {
        private final Random chance;
        private final Wire wire;
        private Instant now = Town.WHEN;

        Story(long seed, Wire wire) {
            this.chance = new Random(seed);
            this.wire = wire;
        }

        void takesPlaceOnce() {
            long before = town.head();
            List<CustomerId> customers = List.of(town.registered(), town.registered());
            String url = wire.url(database.name());
            try (StateDatabase state =
                    new StateDatabase(
                            new PostgresHome(database.over(url, Limits.USUAL), session -> {}))) {
                World world = world(state);
                answered(() -> begun(world, before));
                live(world);
            }
            assertThat(customers)
                    .allSatisfy(
                            customer ->
                                    assertThat(town.pages(customer))
                                            .containsExactly("page-1", "page-3"));
        }

        private World world(StateDatabase state) {
            return new World(
                    new CrashingState(state, this::moment),
                    town::get,
                    List.of(new Welcoming()),
                    (command, origin) -> town.get(Commands.class).send(command, origin),
                    () -> now,
                    Runnable::run);
        }

        private void live(World world) {
            for (int turns = 0; !finished(world); turns++) {
                assertThat(turns).as("turns without an end").isLessThan(MOST_TURNS);
                try {
                    turn(world);
                } catch (StoreUnavailable lost) {
                    assertThat(lost.code()).isEqualTo("store.unreachable");
                }
            }
        }

        private void turn(World world) {
            Instant next =
                    switch (chance.nextInt(4)) {
                        case 0 -> world.batch(1 + chance.nextInt(3)) ? now : null;
                        case 1 -> world.dispatch();
                        default -> world.sweep();
                    };
            if (next != null && next.isAfter(now) && chance.nextInt(3) == 0) {
                now = next;
            }
        }

        private static boolean begun(World world, long position) {
            world.beginAt(position);
            return true;
        }

        private boolean finished(World world) {
            return answered(() -> world.position() >= town.head() && world.finished());
        }

        /** Asked until the server can be reached, as every processor does. */
        private static boolean answered(Callable<Boolean> question) {
            return Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreExceptionsInstanceOf(StoreUnavailable.class)
                    .until(question, answer -> true);
        }

        private void moment(String what) {
            if (chance.nextInt(6) > 0) {
                return;
            }
            if (!what.contains("before a")) {
                lose(Loss.BETWEEN_TRANSACTIONS);
            } else if (chance.nextBoolean()) {
                lose(Loss.BEFORE_A_COMMIT);
            } else {
                losses.merge(Loss.WITH_THE_ANSWER_TO_A_COMMIT, 1, Integer::sum);
                wire.breakAtTheNextAnswer();
            }
        }

        private void lose(Loss loss) {
            losses.merge(loss, 1, Integer::sum);
            database.endSessions();
        }
    }

    @Test
    void leadsToEveryEffectOnce() {
        System.out.println("seeds from 0, " + SEEDS + " of them");
        for (long seed = 0; seed < SEEDS; seed++) {
            try (Wire wire = new Wire(PostgresServer.shared())) {
                new Story(seed, wire).takesPlaceOnce();
            } catch (AssertionError wrong) {
                throw new AssertionError("seed " + seed, wrong);
            }
        }
        assertThat(losses).containsOnlyKeys(Loss.values());
    }
}
