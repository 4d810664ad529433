package dev.kehu.value.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What may be asked of a value model. */
public sealed interface ValueModelCommand {
    @TargetAggregateIdentifier
    ValueModelId modelId();

    /**
     * Write down a version, which is not used before it is activated.
     *
     * @param randomIndex table consistency is measured by
     * @param judgements one matrix of the criteria for each expert
     * @param levels names, best first
     * @param levelJudgements the levels compared with each other
     * @param cutPoints for each criterion where its levels end, best first: one fewer than levels
     * @param threshold from where on a sub-score is high, in (0, 1)
     */
    record DraftValueModel(
            ValueModelId modelId,
            String randomIndex,
            List<List<List<String>>> judgements,
            List<String> levels,
            List<List<String>> levelJudgements,
            Map<String, List<BigDecimal>> cutPoints,
            BigDecimal threshold,
            Instant occurredAt)
            implements ValueModelCommand {}

    /** Assess by this version from now on. */
    record ActivateValueModel(ValueModelId modelId, int version, Instant occurredAt)
            implements ValueModelCommand {}

    /** Never assess by this version. */
    record DiscardValueModel(ValueModelId modelId, int version, Instant occurredAt)
            implements ValueModelCommand {}
}
