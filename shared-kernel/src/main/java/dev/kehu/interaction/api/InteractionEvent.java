package dev.kehu.interaction.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Everything that can have happened to an interaction. */
public sealed interface InteractionEvent extends DomainEvent {
    InteractionId interactionId();

    /** A customer and the firm were in contact. */
    @EventName("interaction.recorded")
    record InteractionRecorded(
            @Open InteractionId interactionId,
            @Subject CustomerId customerId,
            @Open String channel,
            @Open String direction,
            @Open String kind,
            @Open Instant occurredAt,
            @Open @Nullable Money amount,
            @Open @Nullable BigDecimal quantity,
            @Open @Nullable String product,
            @Open @Nullable Money cost,
            @Open @Nullable Long durationSeconds,
            @Open @Nullable String employee,
            @Personal(Category.CONTENT) @Nullable String summary,
            @Personal(Category.CONTENT) @Nullable String content,
            @Personal(Category.CONTENT) @Nullable Map<String, Object> competitor,
            @Personal(Category.CONTENT) @Nullable List<String> tags,
            @Personal(Category.CONTENT) @Nullable Map<String, Object> further,
            @Personal @Nullable String inReplyTo,
            @Personal @Nullable String source,
            @Personal @Nullable String id,
            @Open String fingerprint)
            implements InteractionEvent {}

    /** A channel sent a customer file; the customer was registered or found by its code. */
    @EventName("interaction.file-received")
    record CustomerFileReceived(
            @Open InteractionId interactionId,
            @Subject CustomerId customerId,
            @Open Instant occurredAt,
            @Personal @Nullable String source,
            @Personal @Nullable String id,
            @Open String fingerprint)
            implements InteractionEvent {}

    /**
     * Something arrived that could not be recorded yet; it is kept, sealed for a subject of its
     * own.
     */
    @EventName("interaction.quarantined")
    record DeliveryQuarantined(
            @Open InteractionId interactionId,
            @Subject String keptFor,
            @Open String reason,
            @Open @Nullable String waitsFor,
            @Personal(Category.CONTENT) @Nullable String event,
            @Personal @Nullable String source,
            @Personal @Nullable String id,
            @Open String fingerprint,
            @Open Instant occurredAt)
            implements InteractionEvent {}

    /** A quarantined delivery was given up by a person. */
    @EventName("interaction.discarded")
    record DeliveryDiscarded(
            @Open InteractionId interactionId,
            @Subject String keptFor,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements InteractionEvent {}

    /** Somebody added a note or tags to an interaction. */
    @EventName("interaction.annotated")
    record InteractionAnnotated(
            @Open InteractionId interactionId,
            @Subject CustomerId customerId,
            @Personal(Category.CONTENT) @Nullable String note,
            @Personal(Category.CONTENT) @Nullable List<String> tags,
            @Open Instant occurredAt)
            implements InteractionEvent {}
}
