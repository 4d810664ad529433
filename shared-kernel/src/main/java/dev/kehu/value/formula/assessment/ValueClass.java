package dev.kehu.value.formula.assessment;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * The four classes of customers, by whether what is earned now and what may still be earned are
 * high. A sub-score has to pass the threshold by {@link #MARGIN} to change sides, so that nobody
 * moves to and fro at the border.
 */
public enum ValueClass {
    LOW(false, false),
    SECONDARY(true, false),
    POTENTIAL(false, true),
    HIGH(true, true);

    static final BigDecimal MARGIN = new BigDecimal("0.05");

    private final boolean current;
    private final boolean potential;

    ValueClass(boolean current, boolean potential) {
        this.current = current;
        this.potential = potential;
    }

    /**
     * @param before the class the customer was in, null for a new one
     */
    public static ValueClass of(Rating rating, BigDecimal threshold, @Nullable ValueClass before) {
        boolean current = high(rating.current(), threshold, before == null ? null : before.current);
        boolean potential =
                high(rating.potential(), threshold, before == null ? null : before.potential);
        if (current) return potential ? HIGH : SECONDARY;
        return potential ? POTENTIAL : LOW;
    }

    private static boolean high(BigDecimal score, BigDecimal threshold, @Nullable Boolean before) {
        if (before == null) return score.compareTo(threshold) >= 0;
        return before
                ? score.compareTo(threshold.subtract(MARGIN)) >= 0
                : score.compareTo(threshold.add(MARGIN)) >= 0;
    }

    /** As it is stored and shown. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for a label that is none
     */
    public static ValueClass labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
