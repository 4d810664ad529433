package dev.kehu.platform.eventstore;

import java.util.UUID;

/**
 * An event serialised on its caller's thread, waiting for its position. The digests are SHA-256 of
 * the stored bytes.
 */
public record Draft(
        String streamType,
        String stream,
        long seq,
        UUID eventId,
        String name,
        String revision,
        String subject,
        byte[] payload,
        byte[] meta,
        byte[] payloadDigest,
        byte[] metaDigest) {

    /** From what is stored. */
    public static Draft of(
            String streamType,
            String stream,
            long seq,
            UUID eventId,
            String name,
            String revision,
            String subject,
            byte[] payload,
            byte[] meta) {
        return new Draft(
                streamType,
                stream,
                seq,
                eventId,
                name,
                revision,
                subject,
                payload,
                meta,
                Leaf.digest(payload),
                Leaf.digest(meta));
    }

    int bytes() {
        return payload.length + meta.length + 256;
    }

    public StoredEvent at(long position, long recordedAt) {
        byte[] leaf = Leaf.hash(Leaf.entry(this, recordedAt));
        return new StoredEvent(
                position,
                streamType,
                stream,
                seq,
                eventId,
                name,
                revision,
                subject,
                recordedAt,
                payload,
                meta,
                leaf);
    }
}
