package dev.kehu.value.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Subject;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Everything that can have happened to a value model. */
public sealed interface ValueModelEvent extends DomainEvent {
    ValueModelId modelId();

    /** Experts' judgements became a version of the model, with the weights they came to. */
    @EventName("value.model-drafted")
    record ValueModelDrafted(
            @Subject ValueModelId modelId,
            @Open Integer version,
            @Open String randomIndex,
            @Open List<List<List<String>>> judgements,
            @Open Map<String, BigDecimal> weights,
            @Open BigDecimal lambdaMax,
            @Open BigDecimal consistencyRatio,
            @Open List<String> levels,
            @Open List<List<String>> levelJudgements,
            @Open Map<String, BigDecimal> ideals,
            @Open Map<String, List<BigDecimal>> cutPoints,
            @Open BigDecimal threshold,
            @Open Instant occurredAt)
            implements ValueModelEvent {}

    /** From now on customers are assessed by this version; the one before it rests. */
    @EventName("value.model-activated")
    record ValueModelActivated(
            @Subject ValueModelId modelId, @Open Integer version, @Open Instant occurredAt)
            implements ValueModelEvent {}

    /** A version was given up; nobody will be assessed by it. */
    @EventName("value.model-discarded")
    record ValueModelDiscarded(
            @Subject ValueModelId modelId, @Open Integer version, @Open Instant occurredAt)
            implements ValueModelEvent {}
}
