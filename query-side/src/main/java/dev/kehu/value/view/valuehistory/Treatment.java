package dev.kehu.value.view.valuehistory;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.api.Criterion;
import dev.kehu.value.api.CustomerValueEvent.TreatmentApplied;
import dev.kehu.value.api.CustomerValueEvent.TreatmentConcluded;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What was done for a customer, and what followed.
 *
 * @param customer it was recorded for, who may have been merged since
 * @param number counts the customer's treatments
 * @param position where history holds it
 * @param policy number of the policy it followed
 * @param before how the customer stood when it was treated
 * @param after how it stands by the newest assessment since, of its day or a later one, or stood
 *     when the result was recorded; null before the first
 * @param outcome improved, worsened or unchanged; null as long as no result was recorded
 */
record Treatment(
        String customer,
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
                e.customerId().value(),
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

    /**
     * A result that was recorded stays as it was. An assessment of an earlier day says nothing of
     * what followed, whenever it was recorded; of one on the same day, which came first is told by
     * history, as a business day that was set may see the clock pass midnight.
     */
    Treatment seen(ValueAssessed e, ZoneId zone) {
        BigDecimal profit =
                e.measured().getOrDefault(Criterion.GROSS_PROFIT.label(), BigDecimal.ZERO);
        return outcome != null || e.businessDay().isBefore(LocalDate.ofInstant(at, zone))
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
                customer, number, position, at, policy, action, cost, currency, before, now,
                result);
    }
}
