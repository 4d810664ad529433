package dev.kehu.platform.eventstore;

import dev.kehu.verifier.Entry;
import dev.kehu.verifier.tree.Rfc6962;

/** The Merkle leaf of an event, made by the code auditors verify it with. */
final class Leaf {
    private Leaf() {}

    static byte[] entry(Draft event, long recordedAt) {
        return Entry.of(
                event.eventId(),
                event.stream(),
                event.name(),
                event.revision(),
                event.seq(),
                recordedAt,
                event.payloadDigest(),
                event.metaDigest());
    }

    static byte[] hash(byte[] entry) {
        return Rfc6962.leaf(entry);
    }

    static byte[] digest(byte[] stored) {
        return Rfc6962.digest(stored);
    }
}
