package dev.kehu.lifecycle.api;

import java.math.BigDecimal;

/**
 * What a measure came to.
 *
 * @param low of the interval that holds the true value with 95 % confidence
 * @param high of it
 * @param method how the interval was made: {@code exact}, {@code clopper-pearson}, {@code
 *     bootstrap}
 * @param position up to which history was read
 */
public record Figure(
        BigDecimal value, BigDecimal low, BigDecimal high, String method, long position) {

    /** One that was counted or reported, not estimated. */
    public static Figure exact(BigDecimal value, long position) {
        return new Figure(value, value, value, "exact", position);
    }

    /** The same figure, found again when history had grown by what it does not depend on. */
    public Figure at(long reached) {
        return new Figure(value, low, high, method, reached);
    }
}
