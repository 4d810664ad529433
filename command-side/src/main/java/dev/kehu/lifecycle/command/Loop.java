package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.StepStuck;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be done.
 *
 * @param steps the seven of each stage, as far as they are planned, by {@code stage.step}
 * @param stuck what should have followed by itself and waits for a person, by its name
 */
record Loop(Map<String, Step> steps, Set<String> stuck) {
    static final Loop NONE = new Loop(Map.of(), Set.of());

    record Step(int stage, int step, String owner, LocalDate due, boolean done) {}

    static String key(int stage, int step) {
        return stage + "." + step;
    }

    Step planned(int stage, int step) {
        Step planned = steps.get(key(stage, step));
        if (planned == null)
            throw Refusal.unknown(
                    "lifecycle.step-unplanned", "This step has no owner and no day yet; plan it");
        return planned;
    }

    /** Steps of a stage that somebody still owes. */
    List<String> open(int stage) {
        return steps.values().stream()
                .filter(step -> step.stage() == stage && !step.done())
                .map(step -> "step-" + step.step())
                .toList();
    }

    Loop with(StepPlanned e) {
        return put(new Step(e.stage(), e.step(), e.owner(), e.due(), false));
    }

    Loop with(StepCompleted e) {
        Step planned = planned(e.stage(), e.step());
        return put(new Step(e.stage(), e.step(), planned.owner(), planned.due(), true));
    }

    Loop with(StepStuck e) {
        Set<String> more = new TreeSet<>(stuck);
        more.add(e.step());
        return new Loop(steps, more);
    }

    Loop with(StuckRetried e) {
        Set<String> left = new TreeSet<>(stuck);
        left.remove(e.step());
        return new Loop(steps, left);
    }

    private Loop put(Step step) {
        Map<String, Step> more = new TreeMap<>(steps);
        more.put(key(step.stage(), step.step()), step);
        return new Loop(more, stuck);
    }
}
