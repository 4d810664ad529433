package dev.kehu.value.formula.assessment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Where a score goes: the slope of the least-squares line through the last assessments by day,
 * beyond {@link #STEEP} a year up or down.
 */
public enum Trend {
    RISING,
    STEADY,
    FALLING;

    /** Assessments looked at, the newest included. */
    public static final int LAST = 4;

    private static final double STEEP = 0.05;
    private static final double YEAR = 365;

    /** A score on its day. */
    public record Point(LocalDate day, BigDecimal score) {}

    /**
     * @param points oldest first; fewer than two days say nothing
     */
    public static Trend of(List<Point> points) {
        double slope = slope(points) * YEAR;
        if (slope > STEEP) return RISING;
        return slope < -STEEP ? FALLING : STEADY;
    }

    private static double slope(List<Point> points) {
        int n = points.size();
        if (n < 2) return 0;
        long first = points.getFirst().day().toEpochDay();
        double days = 0, scores = 0;
        for (Point each : points) {
            days += each.day().toEpochDay() - first;
            scores += each.score().doubleValue();
        }
        double both = 0, squares = 0;
        for (Point each : points) {
            double away = each.day().toEpochDay() - first - days / n;
            both += away * (each.score().doubleValue() - scores / n);
            squares += away * away;
        }
        return squares == 0 ? 0 : both / squares;
    }

    /** As it is stored and shown. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
