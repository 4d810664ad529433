package dev.kehu.platform.sealing;

import java.nio.ByteBuffer;
import java.util.UUID;

import javax.crypto.SecretKey;

/** One key of one data subject. The id stands in the header of everything sealed with it. */
record SubjectKey(UUID id, String subject, SecretKey secret) {
    static final int ID_BYTES = 16;

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
