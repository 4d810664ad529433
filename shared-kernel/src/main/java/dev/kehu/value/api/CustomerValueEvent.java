package dev.kehu.value.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Everything that can have happened to what a customer is worth. Numbers and codes only. */
public sealed interface CustomerValueEvent extends DomainEvent {
    CustomerValueId valueId();

    CustomerId customerId();

    /** A customer was assessed on a business day, by a model, from what was known by then. */
    @EventName("value.assessed")
    record ValueAssessed(
            @Open CustomerValueId valueId,
            @Subject CustomerId customerId,
            @Open LocalDate businessDay,
            @Open Long position,
            @Open ValueModelId modelId,
            @Open Integer version,
            @Open @Nullable Integer fit,
            @Open String currency,
            @Open Integer rates,
            @Open List<String> members,
            @Open Map<String, BigDecimal> measured,
            @Open Map<String, BigDecimal> outlook,
            @Open Map<String, String> levels,
            @Open Map<String, BigDecimal> contributions,
            @Open BigDecimal score,
            @Open BigDecimal current,
            @Open BigDecimal potential,
            @Open String valueClass,
            @Open String trend,
            @Open Instant occurredAt)
            implements CustomerValueEvent {}

    /** A customer was put into a strategic segment, or taken out of the one it was in. */
    @EventName("value.customer-placed")
    record CustomerPlaced(
            @Open CustomerValueId valueId,
            @Subject CustomerId customerId,
            @Open @Nullable String segment,
            @Open Instant occurredAt)
            implements CustomerValueEvent {}

    /** A customer was treated as the policy asks for its class. */
    @EventName("value.treatment-applied")
    record TreatmentApplied(
            @Open CustomerValueId valueId,
            @Subject CustomerId customerId,
            @Open Integer number,
            @Open Integer policy,
            @Open String valueClass,
            @Open String action,
            @Open BigDecimal cost,
            @Open String currency,
            @Open BigDecimal score,
            @Open BigDecimal profit,
            @Open Instant occurredAt)
            implements CustomerValueEvent {}

    /** What followed a treatment was looked at, by the newest assessment. */
    @EventName("value.treatment-concluded")
    record TreatmentConcluded(
            @Open CustomerValueId valueId,
            @Subject CustomerId customerId,
            @Open Integer number,
            @Open String outcome,
            @Open String valueClass,
            @Open BigDecimal score,
            @Open BigDecimal profit,
            @Open Instant occurredAt)
            implements CustomerValueEvent {}
}
