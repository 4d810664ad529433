package dev.kehu.platform.eventstore;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The Merkle leaf of an event (RFC 6962 §2.1: SHA-256 over 0x00 and the entry). The entry, version
 * 1, big endian: version (1) · event id (16) · stream, name and revision (each 2 bytes of length
 * and UTF-8) · seq (8) · recorded time in ms (8) · SHA-256 of the stored payload (32) · SHA-256 of
 * the stored metadata (32). The position is not in it: the leaf's index binds the order.
 */
final class Leaf {
    private static final int VERSION = 1;
    private static final int ENTRY_BYTES = 224;

    private Leaf() {}

    static byte[] entry(Draft event, long recordedAt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ENTRY_BYTES);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(event.eventId().getMostSignificantBits());
            out.writeLong(event.eventId().getLeastSignificantBits());
            text(out, event.stream());
            text(out, event.name());
            text(out, event.revision());
            out.writeLong(event.seq());
            out.writeLong(recordedAt);
            out.write(event.payloadDigest());
            out.write(event.metaDigest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Not {@code writeUTF}: Java's modified UTF-8 is nobody else's. */
    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    static byte[] hash(byte[] entry) {
        MessageDigest sha = sha256();
        sha.update((byte) 0);
        return sha.digest(entry);
    }

    static byte[] digest(byte[] stored) {
        return sha256().digest(stored);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
