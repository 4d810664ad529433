package dev.kehu.value.formula.assessment;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What facts come to by one model, exact in steps of 1e-9.
 *
 * @param levels by label of the criterion
 * @param contributions weight · ideal of the level, by label of the criterion
 * @param score their sum, in (0, 1]
 * @param current sum of the contributions of the criteria of current value by that of their weights
 * @param potential the same for those of potential value
 */
public record Rating(
        Map<String, String> levels,
        Map<String, BigDecimal> contributions,
        BigDecimal score,
        BigDecimal current,
        BigDecimal potential) {
    /** Before the first assessment: nothing, so that the first one is a change from nothing. */
    public static final Rating NONE =
            new Rating(Map.of(), Map.of(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
}
