package dev.kehu.customer.view.customer360;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

    /**
     * @param some as this gave them: newest first
     */
    static List<Recent> newest(List<Recent> some, Recent one) {
        int place = 0;
        while (place < some.size() && NEWEST_FIRST.compare(some.get(place), one) <= 0) place++;
        if (place == MOST) return some;
        List<Recent> newest = new ArrayList<>(MOST);
        newest.addAll(some.subList(0, place));
        newest.add(one);
        newest.addAll(some.subList(place, Math.min(some.size(), MOST - 1)));
        return Collections.unmodifiableList(newest);
    }

    static List<Recent> newest(List<Recent> some, List<Recent> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(NEWEST_FIRST)
                .limit(MOST)
                .toList();
    }
}
