package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.CompleteStep;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.OwnerReminded;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.process.WhenImplementationStartedThenDriveIt;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.state.Place;
import dev.kehu.platform.state.StateDatabase;

import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A project of six stages, killed before and after every command and every commit of the saga:
 * history ends alike. The build kills at every 24th moment, {@code -Dkehu.lifecycle.kills=1} at
 * each.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the town of these projects")
class ImplementationCrashTest {
    private static final int STRIDE = Integer.getInteger("kehu.lifecycle.kills", 24);
    private static final int MOST_TURNS = 4_000;
    private static final Origin ANN = Origin.of("ann");

    private static Town town;
    private static int runs;

    @TempDir Path temp;

    @BeforeAll
    static void open(@TempDir Path directory) {
        town = new Town(directory);
        town.get(EventProcessingConfiguration.class)
                .eventProcessor("saga-implementation", EventProcessor.class)
                .orElseThrow()
                .shutDown();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    /** One project: when to crash, and in which order things happen. */
    private final class Story {
        private final Random chance;
        private final IntPredicate crashing;
        private final ImplementationId id = town.get(StreamIds.class).freshImplementation();
        private final List<String> moments = new ArrayList<>();
        private Instant now = Town.WHEN;
        private int crashes;

        Story(long seed, IntPredicate crashing) {
            this.chance = new Random(seed);
            this.crashing = crashing;
            long before = town.head();
            send(new StartImplementation(id, "P", "boss", Map.of("ann", "lead"), today(), now));
            send(goal());
            live(before);
        }

        private AgreeGoal goal() {
            return new AgreeGoal(
                    id,
                    "trained",
                    "employees",
                    "up",
                    "staff-trained",
                    null,
                    BigDecimal.TEN,
                    today().plusDays(75),
                    BigDecimal.ONE,
                    6,
                    null,
                    "ann",
                    null,
                    today(),
                    now);
        }

        private LocalDate today() {
            return now.atZone(ZoneOffset.UTC).toLocalDate();
        }

        private void send(Object command) {
            town.get(Commands.class).send(command, ANN);
        }

        private void live(long before) {
            Place place = Place.inFile(temp.resolve("run-" + runs++));
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
                    List.of(new WhenImplementationStartedThenDriveIt("UTC")),
                    (command, origin) -> {
                        moment("before a command is sent");
                        if (chance.nextInt(10) == 0)
                            throw new StoreUnavailable("store.overloaded", "later");
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
                people();
                Instant next =
                        switch (chance.nextInt(3)) {
                            case 0 -> world.batch(1 + chance.nextInt(5)) ? now : null;
                            case 1 -> world.dispatch();
                            default -> world.sweep();
                        };
                if (next != null && next.isAfter(now) && mayPass(world, next)) now = next;
            } while (world.position() < town.head() || !world.finished());
        }

        /** A pause passes when it will, a day only when nobody has anything left to do. */
        private boolean mayPass(World world, Instant next) {
            return world.rows("outbox") > 0
                    ? next.isBefore(now.plusSeconds(120))
                    : world.position() == town.head() && !people();
        }

        /** Does what somebody would do by how the project stands, late each time. */
        private boolean people() {
            long before = town.head();
            act();
            return town.head() > before;
        }

        private void act() {
            int stage = (int) count(StageOpened.class);
            long gates = count(GateDecided.class);
            if (stage == 0 || gates >= stage + stage / 6) return;
            if (count(StepPlanned.class) < stage)
                send(new PlanStep(id, stage, 7, "ann", today().plusDays(10), "ann", today(), now));
            else if (count(OwnerReminded.class) == 2L * stage && count(StepCompleted.class) < stage)
                send(new CompleteStep(id, stage, 7, "ann", "minutes", now));
            else if (count(ExitDecisionRequested.class) == stage)
                decide(stage, gates == 6 ? "overrule" : "pass");
        }

        /** The goal of the last stage is not met, so the sponsor overrules. */
        private void decide(int stage, String decision) {
            send(new DecideGate(id, stage, decision, "boss", "r", null, null, today(), now));
        }

        private long count(Class<?> type) {
            return events().filter(type::isInstance).count();
        }

        private Stream<DomainEvent> events() {
            return town.get(EventHistory.class).readStream(id.value()).stream()
                    .map(RecordedEvent::payload);
        }

        /** Names in the order of the alphabet: what comes at one moment may change places. */
        List<String> ending() {
            return town.get(EventHistory.class).readStream(id.value()).stream()
                    .map(RecordedEvent::name)
                    .sorted()
                    .toList();
        }

        private void moment(String what) {
            moments.add(what);
            if (crashing.test(moments.size())) throw new Crash(what);
        }
    }

    @Test
    void endsAlikeWhereverItIsKilledOnce() {
        Story undisturbed = new Story(1, moment -> false);
        List<String> ending = undisturbed.ending();
        assertThat(ending)
                .containsOnlyOnce("lifecycle.finished", "lifecycle.effect-evaluated")
                .doesNotContain("lifecycle.step-stuck");
        assertThat(ending.stream().filter("lifecycle.owner-reminded"::equals)).hasSize(12);
        assertThat(ending.stream().filter("lifecycle.stage-opened"::equals)).hasSize(6);
        int moments = undisturbed.moments.size();
        System.out.println("killing at every " + STRIDE + "th of " + moments + " moments");
        for (int kill = 1; kill <= moments; kill += STRIDE) {
            int at = kill;
            Story story = new Story(1, moment -> moment == at);
            assertThat(story.crashes).as("killed at moment %d", at).isEqualTo(1);
            assertThat(story.ending()).as("killed at moment %d", at).isEqualTo(ending);
        }
    }

    @Test
    void endsAlikeWhateverTheScheduleOfKills() {
        List<String> ending = new Story(1, moment -> false).ending();
        for (long seed = 0; seed < 96 / STRIDE; seed++) {
            System.out.println("seed " + seed);
            Random kills = new Random(seed);
            assertThat(new Story(seed, moment -> kills.nextInt(12) == 0).ending())
                    .as("seed %d", seed)
                    .isEqualTo(ending);
        }
    }
}
