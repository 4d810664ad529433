package dev.kehu.page.chart;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * One row to draw.
 *
 * @param across label from left to right
 * @param down label of the row of a grid; empty elsewhere
 * @param values one for each measure; null where there is none
 */
public record Datum(String across, String down, List<@Nullable BigDecimal> values) {
    double value(int measure) {
        BigDecimal value = values.get(measure);
        return value == null ? 0 : value.doubleValue();
    }

    /** As it is written beside the shape. */
    String text(int measure) {
        BigDecimal value = values.get(measure);
        if (value == null) return "–";
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
