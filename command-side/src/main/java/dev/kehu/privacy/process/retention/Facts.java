package dev.kehu.privacy.process.retention;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What is known of one person that says how long it is kept.
 *
 * @param met the last interaction, without one the first event
 * @param traded the last quote, order, payment, delivery or return
 * @param allows whether a consent stands
 * @param refused when the last one was withdrawn
 * @param held the last day of the longest legal hold, {@link LocalDate#MAX} where it has none
 */
record Facts(
        Instant met,
        @Nullable Instant traded,
        boolean allows,
        @Nullable Instant refused,
        @Nullable LocalDate held) {

    /** Both as one person. */
    Facts and(Facts other) {
        return new Facts(
                met.isAfter(other.met) ? met : other.met,
                later(traded, other.traded),
                allows || other.allows,
                later(refused, other.refused),
                later(held, other.held));
    }

    static <T extends Comparable<? super T>> @Nullable T later(@Nullable T one, @Nullable T two) {
        if (one == null || two == null) {
            return one == null ? two : one;
        }
        return one.compareTo(two) >= 0 ? one : two;
    }
}
