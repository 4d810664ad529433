package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.ReportFigure;
import dev.kehu.lifecycle.api.ImplementationCommand.SplitGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.FigureReported;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalSplit;
import dev.kehu.lifecycle.api.ImplementationEvent.MeasurementTaken;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The goals of a project, by metric. A goal is there once its baseline is frozen. */
record Goals(Map<String, Goal> all) {
    static final Goals NONE = new Goals(Map.of());

    List<ImplementationEvent> decide(AgreeGoal c, Measuring measuring) {
        if (all.containsKey(c.metric()))
            throw Refusal.conflict(
                    "lifecycle.goal-exists", "There is a goal of this metric; it never moves");
        GoalAgreed set = NewGoal.checked(c);
        if (c.parent() != null) split(c.metric(), c.parent());
        BaselineFrozen baseline = NewGoal.baseline(c, measuring);
        NewGoal.within(set, baseline.value());
        return List.of(set, baseline);
    }

    List<ImplementationEvent> decide(SplitGoal c) {
        Goal goal = known(c.metric());
        split(c.metric(), c.parent());
        return c.parent().equals(goal.parent())
                ? List.of()
                : List.of(
                        new GoalSplit(
                                c.implementationId(),
                                c.metric(),
                                c.parent(),
                                c.by(),
                                c.occurredAt()));
    }

    private void split(String part, String whole) {
        for (String up = whole; up != null; up = known(up).parent())
            if (up.equals(part))
                throw Refusal.invalid(
                        "lifecycle.circular-split",
                        "A goal cannot be a part of itself; name a parent it does not hold");
    }

    private Goal known(String metric) {
        Goal goal = all.get(metric);
        if (goal == null)
            throw Refusal.unknown(
                    "lifecycle.goal-unknown", "No goal has this metric; there are " + all.keySet());
        return goal;
    }

    List<ImplementationEvent> decide(ReportFigure c) {
        if (known(c.metric()).measure().computed())
            throw Refusal.invalid(
                    "lifecycle.goal-computed", "This goal is computed; nobody reports it");
        Names.notAhead(c.day(), c.today());
        return List.of(
                new FigureReported(
                        c.implementationId(),
                        c.metric(),
                        c.value(),
                        c.day(),
                        c.by(),
                        Names.written(c.evidence(), "evidence"),
                        c.occurredAt()));
    }

    List<ImplementationEvent> decide(TakeMeasurement c, Measuring measuring) {
        Goal goal = known(c.metric());
        Figure figure = computed(goal.measure(), c.day(), measuring);
        return List.of(
                new MeasurementTaken(
                        c.implementationId(),
                        c.metric(),
                        figure.value(),
                        c.day(),
                        figure.position(),
                        c.occurredAt()));
    }

    /** What is new today about the goals of a stage; what cannot be computed stands as it did. */
    List<ImplementationEvent> measured(DecideGate c, Measuring measuring) {
        List<ImplementationEvent> news = new ArrayList<>();
        for (Goal goal : all.values())
            if (goal.stage() == c.stage())
                goal.now(c.today(), measuring)
                        .filter(figure -> !goal.says(c.today(), figure.value()))
                        .map(figure -> taken(c, goal.metric(), figure))
                        .ifPresent(news::add);
        return news;
    }

    private static MeasurementTaken taken(DecideGate c, String metric, Figure figure) {
        return new MeasurementTaken(
                c.implementationId(),
                metric,
                figure.value(),
                c.today(),
                figure.position(),
                c.occurredAt());
    }

    static Figure computed(Measure measure, LocalDate day, Measuring measuring) {
        if (!measure.computed())
            throw Refusal.invalid(
                    "lifecycle.goal-reported", "This goal is reported by a person, not computed");
        return measuring
                .measure(measure, day)
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        "lifecycle.no-data",
                                        "Nothing of what this measure counts was recorded up to "
                                                + day));
    }

    /** Goals of a stage that are not met, by metric. */
    List<String> unmet(int stage) {
        return all.values().stream()
                .filter(goal -> goal.stage() == stage && !goal.achieved())
                .map(Goal::metric)
                .toList();
    }

    Goals with(@Nullable GoalAgreed set, BaselineFrozen e) {
        if (set == null) return this;
        return put(
                new Goal(
                        set.metric(),
                        set.direction(),
                        Measure.named(set.measure()).orElse(Measure.REPORTED),
                        set.target(),
                        set.weight(),
                        set.stage(),
                        set.parent(),
                        e.value(),
                        new TreeMap<>(Map.of(e.day(), e.value()))));
    }

    Goals with(GoalSplit e) {
        return put(known(e.metric()).partOf(e.parent()));
    }

    Goals at(String metric, BigDecimal value, LocalDate day) {
        return put(known(metric).at(value, day));
    }

    private Goals put(Goal goal) {
        Map<String, Goal> more = new TreeMap<>(all);
        more.put(goal.metric(), goal);
        return new Goals(more);
    }
}
