package dev.kehu.value.view.valuehistory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.HeldClasses;
import dev.kehu.value.api.HeldClasses.Step;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

class ClassesInViewTest {
    private static final List<String> CLASSES = List.of("low", "secondary", "potential", "high");
    private static final LocalDate FIRST = LocalDate.of(1998, 1, 1);

    private final long seed = new Random().nextLong(1_000_000);
    private final Random random = new Random(seed);
    private final World world = World.fresh(50);
    private final Scenario given = Scenario.random(world.story, random, 300);

    @AfterEach
    void close() {
        world.close();
    }

    private void assess(int times) {
        LocalDate day = FIRST;
        for (int i = 0; i < times; i++) {
            String customer = "customer-" + (char) ('a' + random.nextInt(8));
            day = day.plusDays(random.nextInt(9));
            given.assesses(customer, day.toString(), "0.5", CLASSES.get(random.nextInt(4)));
        }
    }

    private HeldClasses classes() {
        return world.get(HeldClasses.class);
    }

    /** By the events alone, one after the other. */
    private Map<Step, Long> told(LocalDate from, LocalDate to, long position) {
        Map<String, Map<Boolean, String>> held = new TreeMap<>();
        Set<String> merged = new HashSet<>();
        for (RecordedEvent event : world.story.readAfter(0, (int) position))
            switch (event.payload()) {
                case CustomerMerged e -> merged.add(e.customerId().value());
                case CustomerRestored e -> merged.remove(e.customerId().value());
                case ValueAssessed e -> {
                    var own = held.computeIfAbsent(e.customerId().value(), id -> new HashMap<>());
                    if (!e.businessDay().isAfter(from)) own.put(false, e.valueClass());
                    if (!e.businessDay().isAfter(to)) own.put(true, e.valueClass());
                }
                default -> {}
            }
        held.keySet().removeAll(merged);
        Map<Step, Long> steps = new HashMap<>();
        held.values()
                .forEach(own -> steps.merge(step(own.get(false), own.get(true)), 1L, Long::sum));
        return steps;
    }

    private static Step step(@Nullable String before, @Nullable String after) {
        return new Step(before, after);
    }

    @Test
    void saysWhatTheEventsSay() {
        assess(60);
        world.settled();
        for (int i = 0; i < 40; i++) {
            LocalDate from = FIRST.minusDays(5).plusDays(random.nextInt(300));
            LocalDate to = from.plusDays(random.nextInt(200));
            assertThat(classes().steps(from, to, world.story.head()))
                    .as("seed %d, %s to %s", seed, from, to)
                    .hasValue(told(from, to, world.story.head()));
        }
    }

    @Test
    void countsNothingThatWasRecordedLater() {
        assess(30);
        long head = world.story.head();
        LocalDate far = FIRST.plusYears(9);
        Map<Step, Long> before = told(FIRST, far, head);
        assess(30);
        world.settled();
        assertThat(classes().steps(FIRST, far, head)).as("seed %d", seed).hasValue(before);
    }

    @Test
    void leavesToOthersWhatItDoesNotKnow() {
        world.settled();
        assertThat(classes().steps(FIRST, FIRST, world.story.head())).isPresent();
        world.stop();
        assess(1);
        assertThat(classes().steps(FIRST, FIRST, world.story.head())).isEmpty();
    }
}
