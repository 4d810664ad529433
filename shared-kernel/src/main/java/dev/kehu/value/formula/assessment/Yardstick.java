package dev.kehu.value.formula.assessment;

import dev.kehu.value.api.Criterion;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.api.ValueModelId;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of a value model, as customers are measured by it.
 *
 * @param ideals by name of the level
 * @param cutPoints for each criterion where its levels end, best first
 */
public record Yardstick(
        ValueModelId modelId,
        int version,
        Map<String, BigDecimal> weights,
        List<String> levels,
        Map<String, BigDecimal> ideals,
        Map<String, List<BigDecimal>> cutPoints,
        BigDecimal threshold) {
    private static final int DECIMALS = 9;

    public static Yardstick of(ValueModelDrafted e) {
        return new Yardstick(
                e.modelId(),
                e.version(),
                e.weights(),
                e.levels(),
                e.ideals(),
                e.cutPoints(),
                e.threshold());
    }

    /**
     * @param measured one figure for each criterion
     */
    public Rating rate(Map<String, BigDecimal> measured) {
        Map<String, String> reached = new LinkedHashMap<>();
        Map<String, BigDecimal> contributions = new LinkedHashMap<>();
        BigDecimal score = BigDecimal.ZERO;
        for (Criterion each : Criterion.values()) {
            String level = level(each, figure(measured, each));
            BigDecimal part = rounded(weight(each).multiply(ideal(level)));
            reached.put(each.label(), level);
            contributions.put(each.label(), part);
            score = score.add(part);
        }
        return new Rating(
                reached,
                contributions,
                score,
                share(contributions, true),
                share(contributions, false));
    }

    /** A figure on a cut point is on the better side of it. */
    private String level(Criterion criterion, BigDecimal figure) {
        List<BigDecimal> cuts = cutPoints.getOrDefault(criterion.label(), List.of());
        for (int i = 0; i < cuts.size(); i++) {
            int beside = figure.compareTo(cuts.get(i));
            if (criterion.moreIsBetter() ? beside >= 0 : beside <= 0) return levels.get(i);
        }
        return levels.getLast();
    }

    private BigDecimal share(Map<String, BigDecimal> contributions, boolean current) {
        BigDecimal parts = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (Criterion each : Criterion.values())
            if (each.current() == current) {
                parts = parts.add(figure(contributions, each));
                weights = weights.add(weight(each));
            }
        return weights.signum() == 0
                ? rounded(BigDecimal.ZERO)
                : parts.divide(weights, DECIMALS, RoundingMode.HALF_EVEN);
    }

    private BigDecimal weight(Criterion criterion) {
        return figure(weights, criterion);
    }

    private BigDecimal ideal(String level) {
        return ideals.getOrDefault(level, BigDecimal.ZERO);
    }

    private static BigDecimal figure(Map<String, BigDecimal> by, Criterion criterion) {
        return by.getOrDefault(criterion.label(), BigDecimal.ZERO);
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
