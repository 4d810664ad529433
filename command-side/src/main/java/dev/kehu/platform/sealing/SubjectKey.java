package dev.kehu.platform.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import javax.crypto.SecretKey;

/**
 * One key of one data subject. The id stands in the header of everything sealed with it.
 *
 * @param bound what of the key itself is associated with everything sealed with it
 */
record SubjectKey(UUID id, String subject, SecretKey secret, byte[] bound) {
    static final int ID_BYTES = 16;

    static SubjectKey of(UUID id, String subject, SecretKey secret) {
        String bound = "\n" + subject + '\n' + id + '\n' + Envelope.VERSION;
        return new SubjectKey(id, subject, secret, bound.getBytes(StandardCharsets.UTF_8));
    }

    static UUID id(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, ID_BYTES);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "SubjectKey[" + id + "]";
    }
}
