package dev.kehu.verifier;

import dev.kehu.verifier.tree.Rfc6962;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * An event as it is stored.
 *
 * @param streamType stands before the dash of the stream; not in the leaf
 * @param subject whom it is about, also somewhere in the payload; not in the leaf
 * @param recordedAt epoch milliseconds
 * @param leaf hash that is kept with it
 */
public record Event(
        long position,
        String streamType,
        String stream,
        long seq,
        UUID eventId,
        String name,
        String revision,
        String subject,
        long recordedAt,
        byte[] payload,
        byte[] meta,
        byte[] leaf) {

    /** What its leaf hash has to be. */
    public byte[] hash() {
        return Rfc6962.leaf(
                Entry.of(
                        eventId,
                        stream,
                        name,
                        revision,
                        seq,
                        recordedAt,
                        Rfc6962.digest(payload),
                        Rfc6962.digest(meta)));
    }

    /** What is wrong with it, taken by itself; empty when nothing is. */
    public String wrong(byte[] hash) {
        if (!Arrays.equals(hash, leaf)) {
            return "it does not fit the leaf hash kept with it";
        }
        if (!stream.startsWith(streamType + "-")) {
            return "its stream is of another type";
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        return text.contains('"' + subject + '"') ? "" : "it is not about its subject";
    }
}
