package dev.kehu.kernel;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An event as history holds it, personal parts readable (null where erased).
 *
 * @param position place in the one total order, 1, 2, 3 … without gaps
 * @param stream id of the stream, prefixed by its type
 * @param seq place in the stream, from 0
 * @param recordedAt when the writer recorded it: UTC, whole milliseconds, never going back
 * @param metadata strings only, no personal data
 * @param leaf SHA-256 leaf hash (RFC 6962) over the stored bytes, 32 bytes
 */
public record RecordedEvent(
        long position,
        String stream,
        long seq,
        UUID eventId,
        String name,
        String revision,
        String subject,
        Instant recordedAt,
        DomainEvent payload,
        Map<String, String> metadata,
        byte[] leaf) {

    /**
     * The same event with another payload, for instance with its personal texts sealed again for a
     * view.
     */
    public RecordedEvent with(DomainEvent other) {
        return new RecordedEvent(
                position,
                stream,
                seq,
                eventId,
                name,
                revision,
                subject,
                recordedAt,
                other,
                metadata,
                leaf);
    }
}
