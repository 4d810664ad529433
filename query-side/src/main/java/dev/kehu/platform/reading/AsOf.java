package dev.kehu.platform.reading;

import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A look back: what had happened by a business time, as far as it was recorded by another time.
 *
 * @param occurred inclusive; null: no limit
 * @param known inclusive; null: everything recorded
 */
public record AsOf(@Nullable Instant occurred, @Nullable Instant known) {
    public static final AsOf NOW = new AsOf(null, null);

    public boolean live() {
        return occurred == null && known == null;
    }

    public boolean admits(RecordedEvent event) {
        return recorded(event)
                && (occurred == null || !event.payload().occurredAt().isAfter(occurred));
    }

    boolean recorded(RecordedEvent event) {
        return known == null || !event.recordedAt().isAfter(known);
    }
}
