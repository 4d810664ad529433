package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/** One interaction on the timeline; the same from a document and from the history. */
record Item(
        String id,
        Instant occurredAt,
        Instant recordedAt,
        long position,
        String channel,
        String direction,
        String kind,
        @Nullable String summary,
        @Nullable Long minor,
        @Nullable String currency,
        @Nullable BigDecimal quantity,
        @Nullable String product,
        @Nullable String employee) {

    static Item of(RecordedEvent event, InteractionRecorded e) {
        return new Item(
                e.interactionId().value(),
                e.occurredAt(),
                event.recordedAt(),
                event.position(),
                e.channel(),
                e.direction(),
                e.kind(),
                e.summary(),
                e.amount() == null ? null : e.amount().minor(),
                e.amount() == null ? null : e.amount().currency(),
                e.quantity(),
                e.product(),
                e.employee());
    }

    Place place() {
        return new Place(occurredAt, position);
    }
}
