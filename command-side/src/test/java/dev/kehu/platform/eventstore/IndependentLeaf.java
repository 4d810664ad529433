package dev.kehu.platform.eventstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The leaf of a stored event, written from the description of the format and not from its code. */
final class IndependentLeaf {
    private IndependentLeaf() {}

    static byte[] of(StoredEvent e) {
        ByteBuffer entry = ByteBuffer.allocate(4096);
        entry.put((byte) 0); // RFC 6962: a leaf, not a node
        entry.put((byte) 1);
        entry.putLong(e.eventId().getMostSignificantBits());
        entry.putLong(e.eventId().getLeastSignificantBits());
        for (String text : new String[] {e.stream(), e.name(), e.revision()}) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            entry.putShort((short) utf8.length).put(utf8);
        }
        entry.putLong(e.seq()).putLong(e.recordedAt());
        entry.put(sha256(e.payload())).put(sha256(e.meta()));
        byte[] all = new byte[entry.position()];
        entry.flip().get(all);
        return sha256(all);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
