package dev.kehu.privacy.process.retention;

import dev.kehu.privacy.api.ConsentEvent.ConsentGranted;
import dev.kehu.privacy.api.ConsentEvent.ConsentWithdrawn;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of one person that says how long it is kept.
 *
 * @param met the last interaction, without one the first event
 * @param traded the last quote, order, payment, delivery or return
 * @param grants all there were
 * @param withdrawals all there were: one ends the grants of everybody who is the same person
 * @param held the last day of the longest legal hold, {@link LocalDate#MAX} where it has none
 */
record Facts(
        Instant met,
        @Nullable Instant traded,
        List<ConsentGranted> grants,
        List<ConsentWithdrawn> withdrawals,
        @Nullable LocalDate held) {

    /** Both as one person. */
    Facts and(Facts other) {
        return new Facts(
                met.isAfter(other.met) ? met : other.met,
                later(traded, other.traded),
                both(grants, other.grants),
                both(withdrawals, other.withdrawals),
                later(held, other.held));
    }

    /** Whether a consent stands. */
    boolean allows() {
        return grants.stream().anyMatch(yes -> withdrawals.stream().noneMatch(no -> ends(no, yes)));
    }

    /** When the last one was withdrawn. */
    @Nullable Instant refused() {
        Instant last = null;
        for (ConsentWithdrawn no : withdrawals) {
            last = later(last, no.occurredAt());
        }
        return last;
    }

    /** A no of the same time wins, whichever became known first. */
    private static boolean ends(ConsentWithdrawn no, ConsentGranted yes) {
        return (no.purpose() == null || no.purpose().equals(yes.purpose()))
                && (no.channel() == null || no.channel().equals(yes.channel()))
                && !no.occurredAt().isBefore(yes.occurredAt());
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    static <T extends Comparable<? super T>> @Nullable T later(@Nullable T one, @Nullable T two) {
        if (one == null || two == null) {
            return one == null ? two : one;
        }
        return one.compareTo(two) >= 0 ? one : two;
    }
}
