package dev.kehu.lifecycle.view.implementation;

import dev.kehu.lifecycle.view.implementation.ImplementationAnswer.LogAnswer;
import dev.kehu.lifecycle.view.implementation.ImplementationAnswer.PointAnswer;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * What came of the goals as of the end of a day.
 *
 * @param verdict {@code achieved}, {@code mostly-achieved}, {@code partly-achieved}, {@code
 *     not-achieved} or {@code no-goals}, by the weights of the goals achieved
 * @param meanwhile what else happened to the project by the day
 */
public record EvaluationAnswer(
        String id,
        @Nullable String name,
        String asOf,
        List<GoalEvaluation> goals,
        String verdict,
        List<LogAnswer> meanwhile,
        List<LogAnswer> lessons,
        long position,
        long storePosition,
        long behind) {

    /**
     * One goal.
     *
     * @param trend change in thirty days: the slope of the least squares line through all points
     * @param result computed as of the day; reported or not computable: the last figure by then
     * @param change result less baseline
     * @param interval holds the true result with 95 % confidence
     * @param method {@code clopper-pearson}, {@code bootstrap} (fixed seed), or {@code exact}
     * @param points what was measured by the day, the baseline first
     */
    public record GoalEvaluation(
            String metric,
            String unit,
            String direction,
            BigDecimal baseline,
            BigDecimal target,
            String due,
            BigDecimal result,
            BigDecimal change,
            BigDecimal trend,
            boolean achieved,
            List<BigDecimal> interval,
            String method,
            List<PointAnswer> points) {}
}
