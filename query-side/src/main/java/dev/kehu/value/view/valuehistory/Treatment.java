package dev.kehu.value.view.valuehistory;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.api.Criterion;
import dev.kehu.value.api.CustomerValueEvent.TreatmentApplied;
import dev.kehu.value.api.CustomerValueEvent.TreatmentConcluded;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What was done for a customer, and what followed.
 *
 * @param number counts the customer's treatments
 * @param position where history holds it
 * @param policy number of the policy it followed
 * @param before how the customer stood when it was treated
 * @param after how it stands by the newest assessment since, or stood when the result was recorded;
 *     null before the first
 * @param outcome improved, worsened or unchanged; null as long as no result was recorded
 */
record Treatment(
        int number,
        long position,
        Instant at,
        int policy,
        String action,
        BigDecimal cost,
        String currency,
        Standing before,
        @Nullable Standing after,
        @Nullable String outcome) {

    /** A class and the figures behind it. */
    record Standing(Instant at, String valueClass, BigDecimal score, BigDecimal profit) {}

    static Treatment of(RecordedEvent event, TreatmentApplied e) {
        return new Treatment(
                e.number(),
                event.position(),
                e.occurredAt(),
                e.policy(),
                e.action(),
                e.cost(),
                e.currency(),
                new Standing(e.occurredAt(), e.valueClass(), e.score(), e.profit()),
                null,
                null);
    }

    /** A result that was recorded stays as it was. */
    Treatment seen(ValueAssessed e) {
        BigDecimal profit =
                e.measured().getOrDefault(Criterion.GROSS_PROFIT.label(), BigDecimal.ZERO);
        return outcome != null
                ? this
                : followed(new Standing(e.occurredAt(), e.valueClass(), e.score(), profit), null);
    }

    Treatment concluded(TreatmentConcluded e) {
        return e.number() != number
                ? this
                : followed(
                        new Standing(e.occurredAt(), e.valueClass(), e.score(), e.profit()),
                        e.outcome());
    }

    private Treatment followed(Standing now, @Nullable String result) {
        return new Treatment(
                number, position, at, policy, action, cost, currency, before, now, result);
    }
}
