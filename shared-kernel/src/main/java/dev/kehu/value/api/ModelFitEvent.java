package dev.kehu.value.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** Everything that can have happened to what is learnt from orders. */
public sealed interface ModelFitEvent extends DomainEvent {
    ModelFitId fitId();

    /** The models of purchases and spend were fitted to all orders up to a day and position. */
    @EventName("value.models-fitted")
    record ModelsFitted(
            @Subject ModelFitId fitId,
            @Open Integer number,
            @Open LocalDate end,
            @Open Long position,
            @Open Integer customers,
            @Open Integer repeaters,
            @Open BigDecimal r,
            @Open BigDecimal alpha,
            @Open BigDecimal a,
            @Open BigDecimal b,
            @Open BigDecimal logLikelihood,
            @Open Integer evaluations,
            @Open @Nullable Integer payers,
            @Open @Nullable BigDecimal p,
            @Open @Nullable BigDecimal q,
            @Open @Nullable BigDecimal v,
            @Open @Nullable BigDecimal spendLogLikelihood,
            @Open @Nullable String noSpend,
            @Open Instant occurredAt)
            implements ModelFitEvent {}

    /** Nothing could be learnt from the orders; the last good fit goes on being used. */
    @EventName("value.fit-refused")
    record FitRefused(
            @Subject ModelFitId fitId,
            @Open Long position,
            @Open String reason,
            @Open @Nullable Integer lastGood,
            @Open Instant occurredAt)
            implements ModelFitEvent {}
}
