package dev.kehu.value.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Subject;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Everything that can have been decided about value for everybody. */
public sealed interface ValuePolicyEvent extends DomainEvent {
    ValuePolicyId policyId();

    /**
     * Rates between currencies and the price of an hour were set; assessments name their number.
     */
    @EventName("value.rates-set")
    record RatesSet(
            @Subject ValuePolicyId policyId,
            @Open Integer number,
            @Open String currency,
            @Open Map<String, BigDecimal> rates,
            @Open BigDecimal hour,
            @Open Instant occurredAt)
            implements ValuePolicyEvent {}

    /**
     * What is done for customers of each class was laid down, with budgets and ceilings of cost.
     */
    @EventName("value.treatments-set")
    record TreatmentsSet(
            @Subject ValuePolicyId policyId,
            @Open Integer number,
            @Open String currency,
            @Open Map<String, String> actions,
            @Open Map<String, BigDecimal> budgets,
            @Open Map<String, BigDecimal> ceilings,
            @Open Instant occurredAt)
            implements ValuePolicyEvent {}

    /** The firm said which strategic segments its customers fall into; others are none any more. */
    @EventName("value.segments-named")
    record SegmentsNamed(
            @Subject ValuePolicyId policyId,
            @Open Integer number,
            @Open List<String> segments,
            @Open Instant occurredAt)
            implements ValuePolicyEvent {}
}
