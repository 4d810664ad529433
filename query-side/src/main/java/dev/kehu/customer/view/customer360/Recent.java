package dev.kehu.customer.view.customer360;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One of the last interactions. */
record Recent(
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
        @Nullable BigDecimal quantity) {
    private static final int MOST = 20;
    private static final Comparator<Recent> NEWEST_FIRST =
            Comparator.comparing(Recent::occurredAt).thenComparing(Recent::position).reversed();

    static Recent of(RecordedEvent event, InteractionRecorded e) {
        return new Recent(
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
                e.quantity());
    }

    Recent silent() {
        return new Recent(
                id,
                occurredAt,
                recordedAt,
                position,
                channel,
                direction,
                kind,
                null,
                minor,
                currency,
                quantity);
    }

    static List<Recent> newest(List<Recent> some, List<Recent> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(NEWEST_FIRST)
                .limit(MOST)
                .toList();
    }
}
