package dev.kehu.privacy.view.consents;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.privacy.api.ConsentEvent.ConsentGranted;
import dev.kehu.privacy.api.ConsentEvent.ConsentWithdrawn;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A yes or a no.
 *
 * @param consent how messages name a yes
 * @param evidence where the proof of a yes is, or why it is a no; sealed in documents
 */
record Said(
        boolean granted,
        Instant since,
        Instant recordedAt,
        long position,
        @Nullable String consent,
        @Nullable String basis,
        @Nullable String textVersion,
        @Nullable String form,
        @Nullable String evidence) {

    static Said of(RecordedEvent event, ConsentGranted e) {
        return new Said(
                true,
                e.occurredAt(),
                event.recordedAt(),
                event.position(),
                e.consentId().number(e.number()),
                e.basis(),
                e.textVersion(),
                e.form(),
                e.evidence());
    }

    static Said of(RecordedEvent event, ConsentWithdrawn e) {
        return new Said(
                false,
                e.occurredAt(),
                event.recordedAt(),
                event.position(),
                null,
                null,
                null,
                null,
                e.reason());
    }

    /** The later of two; a no of the same time is the later one. */
    static Said later(Said one, Said other) {
        int order = one.since().compareTo(other.since());
        if (order != 0) return order > 0 ? one : other;
        if (one.granted() != other.granted()) return one.granted() ? other : one;
        return one.position() > other.position() ? one : other;
    }
}
