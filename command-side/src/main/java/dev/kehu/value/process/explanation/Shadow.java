package dev.kehu.value.process.explanation;

import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.formula.assessment.Change;
import dev.kehu.value.formula.assessment.Course;
import dev.kehu.value.formula.assessment.Rating;
import dev.kehu.value.formula.assessment.Trend;
import dev.kehu.value.formula.assessment.ValueClass;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.process.assessment.Dossier;
import dev.kehu.value.process.explanation.WhatIf.Mover;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** A draft run over what was measured, every assessment in turn, in memory. */
final class Shadow {
    private static final int MOST = 20;

    /**
     * The smallest move first; among equals the later id, so that the answer is always the same.
     */
    private static final Comparator<Mover> SMALLEST =
            Comparator.<Mover, BigDecimal>comparing(m -> m.change().abs())
                    .thenComparing(Mover::customer, Comparator.reverseOrder());

    private final Yardstick draft;
    private final Map<String, Map<String, Long>> counts = Migration.matrix();
    private final PriorityQueue<Mover> movers = new PriorityQueue<>(SMALLEST);

    Shadow(Yardstick draft) {
        this.draft = draft;
    }

    /** Adds what was found of other customers. */
    void add(Shadow others) {
        Migration.add(others.counts, counts);
        others.movers.forEach(this::keep);
    }

    private void keep(Mover mover) {
        movers.add(mover);
        if (movers.size() > MOST) movers.poll();
    }

    void over(Dossier dossier) {
        List<ValueAssessed> real = dossier.assessments();
        if (real.isEmpty()) return;
        Course course = Course.NEW;
        Rating rating = Rating.NONE;
        Trend trend = Trend.STEADY;
        ValueClass reached = ValueClass.LOW;
        for (ValueAssessed each : real) {
            rating = draft.rate(each.measured());
            reached = course.classified(rating, draft.threshold());
            trend = course.trend(each.businessDay(), rating.score());
            course = course.and(each.businessDay(), rating.score(), reached);
        }
        compare(dossier.customer(), real.getLast(), rating, reached, trend);
    }

    private void compare(
            String customer, ValueAssessed real, Rating drafted, ValueClass reached, Trend trend) {
        counts.getOrDefault(real.valueClass(), Map.of()).merge(reached.label(), 1L, Long::sum);
        Change change =
                Change.between(
                        new Rating(
                                real.levels(),
                                real.contributions(),
                                real.score(),
                                real.current(),
                                real.potential()),
                        drafted);
        if (change.score().signum() == 0) return;
        keep(
                new Mover(
                        customer,
                        real.score(),
                        drafted.score(),
                        change.score(),
                        real.valueClass(),
                        reached.label(),
                        trend.label(),
                        change.byCriterion(),
                        levels(real.levels(), drafted.levels())));
    }

    private static Map<String, String> levels(
            Map<String, String> before, Map<String, String> after) {
        Map<String, String> moved = new TreeMap<>();
        after.forEach(
                (criterion, level) -> {
                    String was = before.getOrDefault(criterion, "");
                    if (!was.equals(level)) moved.put(criterion, was + " → " + level);
                });
        return moved;
    }

    WhatIf answer(BigDecimal consistencyRatio) {
        return new WhatIf(
                draft.weights(),
                consistencyRatio,
                Migration.sum(counts),
                Migration.CLASSES,
                counts,
                movers.stream().sorted(SMALLEST.reversed()).toList());
    }
}
