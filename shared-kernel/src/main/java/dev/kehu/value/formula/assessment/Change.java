package dev.kehu.value.formula.assessment;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one cause did to a score, in exact decimals: the shares of the criteria add up to it.
 *
 * @param byCriterion by label; only what moved
 */
public record Change(BigDecimal score, Map<String, BigDecimal> byCriterion) {
    /** From one rating to the next. */
    public static Change between(Rating before, Rating after) {
        Map<String, BigDecimal> moved = new LinkedHashMap<>();
        after.contributions()
                .forEach(
                        (criterion, part) -> {
                            BigDecimal was =
                                    before.contributions().getOrDefault(criterion, BigDecimal.ZERO);
                            if (part.compareTo(was) != 0) moved.put(criterion, part.subtract(was));
                        });
        return new Change(after.score().subtract(before.score()), moved);
    }
}
