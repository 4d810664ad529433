package dev.kehu.value.formula.assessment;

import dev.kehu.value.formula.assessment.Trend.Point;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a customer's earlier assessments bears on the next one.
 *
 * @param latest class after the last one, null before the first
 * @param points the last scores, oldest first
 */
public record Course(@Nullable ValueClass latest, List<Point> points) {
    public static final Course NEW = new Course(null, List.of());

    public Course and(LocalDate day, BigDecimal score, ValueClass reached) {
        return new Course(reached, more(day, score));
    }

    /** The class a rating leads to. */
    public ValueClass classified(Rating rating, BigDecimal threshold) {
        return ValueClass.of(rating, threshold, latest);
    }

    /** Where the score goes, once that one is counted. */
    public Trend trend(LocalDate day, BigDecimal score) {
        return Trend.of(more(day, score));
    }

    private List<Point> more(LocalDate day, BigDecimal score) {
        List<Point> all = new ArrayList<>(points);
        all.add(new Point(day, score));
        return List.copyOf(all.subList(Math.max(0, all.size() - Trend.LAST), all.size()));
    }
}
