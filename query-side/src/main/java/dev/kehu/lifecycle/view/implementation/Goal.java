package dev.kehu.lifecycle.view.implementation;

import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One goal.
 *
 * @param query measure the baseline was computed by, or {@code reported}
 * @param position up to which history was read for the baseline
 * @param points by day, the baseline first
 */
record Goal(
        String metric,
        String unit,
        String direction,
        String measure,
        BigDecimal target,
        String due,
        BigDecimal weight,
        int stage,
        @Nullable String parent,
        String by,
        String query,
        long position,
        List<Point> points) {

    /**
     * A figure.
     *
     * @param by who reported it; null: it was computed
     */
    record Point(String day, BigDecimal value, @Nullable String by, @Nullable String evidence) {}

    static Goal of(GoalAgreed e) {
        return new Goal(
                e.metric(),
                e.unit(),
                e.direction(),
                e.measure(),
                e.target(),
                e.due().toString(),
                e.weight(),
                e.stage(),
                e.parent(),
                e.by(),
                "",
                0,
                List.of());
    }

    Goal from(BaselineFrozen e) {
        boolean reported = e.query().equals("reported");
        Point first =
                new Point(e.day().toString(), e.value(), reported ? e.by() : null, e.evidence());
        return new Goal(
                metric,
                unit,
                direction,
                measure,
                target,
                due,
                weight,
                stage,
                parent,
                by,
                e.query(),
                e.position(),
                List.of(first));
    }

    Goal partOf(String whole) {
        return new Goal(
                metric, unit, direction, measure, target, due, weight, stage, whole, by, query,
                position, points);
    }

    /** Later news of the same day stand behind the earlier. */
    Goal with(Point point) {
        List<Point> more = new ArrayList<>(points);
        int place = more.size();
        while (place > 1 && more.get(place - 1).day().compareTo(point.day()) > 0) place--;
        more.add(place, point);
        return new Goal(
                metric,
                unit,
                direction,
                measure,
                target,
                due,
                weight,
                stage,
                parent,
                by,
                query,
                position,
                List.copyOf(more));
    }

    BigDecimal baseline() {
        return points.getFirst().value();
    }

    BigDecimal current() {
        return byDay().getLast().value();
    }

    /** What was known by a day, the baseline before that. */
    List<Point> until(String day) {
        List<Point> known = byDay().stream().filter(p -> p.day().compareTo(day) <= 0).toList();
        return known.isEmpty() ? points.subList(0, 1) : known;
    }

    /** A figure may be of a day before the baseline's. */
    private List<Point> byDay() {
        return points.stream().sorted(Comparator.comparing(Point::day)).toList();
    }
}
