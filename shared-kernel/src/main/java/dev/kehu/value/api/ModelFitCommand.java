package dev.kehu.value.api;

import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.SpendFit;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** What may be asked of the record of fits. */
public sealed interface ModelFitCommand {
    @TargetAggregateIdentifier
    ModelFitId fitId();

    /**
     * Record what was learnt.
     *
     * @param end last day that was seen
     * @param position up to which history was read
     * @param spend null when spend could not be learnt
     * @param noSpend why, as a code
     */
    record RecordFit(
            ModelFitId fitId,
            LocalDate end,
            long position,
            PurchaseFit purchases,
            @Nullable SpendFit spend,
            @Nullable String noSpend,
            Instant occurredAt)
            implements ModelFitCommand {}

    /**
     * Record that nothing could be learnt.
     *
     * @param reason a code
     */
    record RecordRefusedFit(ModelFitId fitId, long position, String reason, Instant occurredAt)
            implements ModelFitCommand {}
}
