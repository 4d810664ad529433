package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.Access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry as bytes, which its leaf is the hash of: version 1, then number and time in milliseconds
 * (8 bytes each), actor, view and purpose (UTF-8 behind two bytes of length), how many ids, the ids
 * (like the texts), the count (8 bytes), and the digest (like a text; empty for none). All numbers
 * big-endian.
 */
final class EntryBytes {
    private static final int VERSION = 1;

    private EntryBytes() {}

    static byte[] of(long number, Access access) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(number);
            out.writeLong(access.at().toEpochMilli());
            out.writeUTF(access.actor());
            out.writeUTF(access.view());
            out.writeUTF(access.purpose());
            out.writeInt(access.customers().size());
            for (String customer : access.customers()) {
                out.writeUTF(customer);
            }
            out.writeLong(access.count());
            out.writeUTF(access.digest() == null ? "" : access.digest());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The number an entry was given. */
    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(1);
    }

    static Access read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IllegalStateException("access.db was written by a newer Kehu");
            }
            in.readLong();
            Instant at = Instant.ofEpochMilli(in.readLong());
            String actor = in.readUTF(), view = in.readUTF(), purpose = in.readUTF();
            int listed = in.readInt();
            List<String> customers = new ArrayList<>();
            for (int i = 0; i < listed; i++) {
                customers.add(in.readUTF());
            }
            long count = in.readLong();
            String digest = in.readUTF();
            return new Access(
                    at, actor, view, purpose, customers, count, digest.isEmpty() ? null : digest);
        } catch (IOException damaged) {
            throw new UncheckedIOException("access.db holds an entry that is cut off", damaged);
        }
    }
}
