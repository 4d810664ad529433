package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationCommand.NoteStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.RetryStuck;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.EffectEvaluated;
import dev.kehu.lifecycle.api.ImplementationEvent.StepStuck;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.lifecycle.formula.Appraisal;
import dev.kehu.lifecycle.formula.Appraisal.Outcome;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the goals; judged of a stopped project, too. */
record Effect(Project project) {
    List<ImplementationEvent> decide(EvaluateEffect c, Measuring measuring) {
        project.known();
        asked(c);
        Map<String, BigDecimal> results = new TreeMap<>();
        List<String> achieved = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        long position = 0;
        for (Goal goal : project.goals().all().values()) {
            Figure figure = figure(goal, c, measuring);
            boolean done = goal.achieved(figure.value());
            results.put(goal.metric(), figure.value());
            if (done) achieved.add(goal.metric());
            outcomes.add(new Outcome(goal.weight(), done));
            position = Math.max(position, figure.position());
        }
        return List.of(
                new EffectEvaluated(
                        c.implementationId(),
                        c.day(),
                        position,
                        results,
                        achieved,
                        Appraisal.verdict(outcomes),
                        c.occurredAt()));
    }

    private void asked(EvaluateEffect c) {
        if (c.by() == null) return;
        project.team().takesPart(c.by());
        Names.notAhead(c.day(), c.today());
    }

    /**
     * What cannot be computed now is judged by what was known of the day: the evaluation never
     * fails.
     */
    private static Figure figure(Goal goal, EvaluateEffect c, Measuring measuring) {
        return goal.now(c.day(), measuring).orElseGet(() -> Figure.exact(goal.known(c.day()), 0));
    }

    List<ImplementationEvent> decide(NoteStuck c) {
        project.known();
        return List.of(new StepStuck(c.implementationId(), c.step(), c.code(), c.occurredAt()));
    }

    List<ImplementationEvent> decide(RetryStuck c) {
        project.known().team().takesPart(c.by());
        if (!project.lasting().loop().stuck().contains(c.step()))
            throw Refusal.conflict(
                    "lifecycle.not-stuck",
                    "Nothing of this name waits to be tried again; name a step as it is shown");
        return List.of(new StuckRetried(c.implementationId(), c.step(), c.by(), c.occurredAt()));
    }
}
