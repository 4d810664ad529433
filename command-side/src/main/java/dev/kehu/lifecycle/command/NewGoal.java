package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.lifecycle.formula.Appraisal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Set;

/** What a goal must be before it is one: a number, from a number, by a day. */
final class NewGoal {
    private NewGoal() {}

    static GoalAgreed checked(AgreeGoal c) {
        Names.checked(c.metric(), "metric");
        Names.checked(c.unit(), "unit");
        Names.stage(c.stage());
        if (c.target() == null || c.due() == null)
            throw Refusal.invalid(
                    "lifecycle.goal-incomplete", "A goal needs a target and a day it is due");
        if (!Set.of(Appraisal.UP, Appraisal.DOWN).contains(c.direction()))
            throw Refusal.invalid("lifecycle.direction", "A direction is up or down");
        if (c.weight().signum() <= 0)
            throw Refusal.invalid("lifecycle.weight", "A weight is more than zero");
        if (!c.due().isAfter(c.today())) Names.notPast(c.due().minusDays(1), c.today());
        return new GoalAgreed(
                c.implementationId(),
                c.metric(),
                c.unit(),
                c.direction(),
                measure(c).label(),
                c.target(),
                c.due(),
                c.weight(),
                c.stage(),
                c.parent(),
                c.by(),
                c.occurredAt());
    }

    private static Measure measure(AgreeGoal c) {
        Measure measure =
                Measure.named(c.measure())
                        .orElseThrow(
                                () ->
                                        Refusal.invalid(
                                                "lifecycle.measure-unknown",
                                                "There is no such measure;"
                                                    + " /v1/implementations/measures lists them"));
        if (!measure.available())
            throw Refusal.invalid(
                    "lifecycle.measure-unavailable",
                    "This cannot be measured yet: " + measure.meaning());
        return measure;
    }

    /** Computed and frozen, or reported with evidence. */
    static BaselineFrozen baseline(AgreeGoal c, Measuring measuring) {
        Measure measure = measure(c);
        if (!measure.computed())
            return frozen(
                    c,
                    Figure.exact(given(c.baseline()), 0),
                    "reported",
                    Names.written(c.evidence(), "evidence"));
        if (c.baseline() != null)
            throw Refusal.invalid(
                    "lifecycle.baseline-computed",
                    "The baseline of this measure is computed; leave it out");
        return frozen(c, Goals.computed(measure, c.today(), measuring), measure.label(), null);
    }

    private static BigDecimal given(@Nullable BigDecimal baseline) {
        if (baseline == null)
            throw Refusal.invalid(
                    "lifecycle.goal-incomplete",
                    "A reported goal needs the baseline it starts from");
        return baseline;
    }

    private static BaselineFrozen frozen(
            AgreeGoal c, Figure figure, String query, @Nullable String evidence) {
        return new BaselineFrozen(
                c.implementationId(),
                c.metric(),
                figure.value(),
                query,
                c.today(),
                figure.position(),
                c.by(),
                evidence,
                c.occurredAt());
    }

    static void within(GoalAgreed set, BigDecimal baseline) {
        int way = set.target().compareTo(baseline);
        if (way == 0)
            throw Refusal.invalid(
                    "lifecycle.target-is-baseline", "The target is where it stands already");
        if (way > 0 != set.direction().equals(Appraisal.UP))
            throw Refusal.invalid(
                    "lifecycle.target-behind",
                    "The baseline is %s: this target lies against the direction"
                            .formatted(baseline.toPlainString()));
    }
}
