package dev.kehu.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What the tree holds of an event, version 1, big endian: version (1) · event id (16) · stream,
 * name and revision (each 2 bytes of length and UTF-8) · seq (8) · recorded time in ms (8) ·
 * SHA-256 of the stored payload (32) · SHA-256 of the stored metadata (32). The position is not in
 * it: the leaf's index binds the order.
 */
public final class Entry {
    private static final byte VERSION = 1;
    private static final int FIXED = 1 + 16 + 3 * Short.BYTES + 2 * Long.BYTES + 2 * 32;

    private Entry() {}

    public static byte[] of(
            UUID eventId,
            String stream,
            String name,
            String revision,
            long seq,
            long recordedAt,
            byte[] payloadDigest,
            byte[] metaDigest) {
        byte[] streamText = stream.getBytes(StandardCharsets.UTF_8);
        byte[] nameText = name.getBytes(StandardCharsets.UTF_8);
        byte[] revisionText = revision.getBytes(StandardCharsets.UTF_8);
        int texts = streamText.length + nameText.length + revisionText.length;
        ByteBuffer entry = ByteBuffer.allocate(FIXED + texts);
        entry.put(VERSION)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits());
        for (byte[] text : new byte[][] {streamText, nameText, revisionText}) {
            entry.putShort((short) text.length).put(text);
        }
        return entry.putLong(seq).putLong(recordedAt).put(payloadDigest).put(metaDigest).array();
    }
}
