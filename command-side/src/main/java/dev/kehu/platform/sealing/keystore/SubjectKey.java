package dev.kehu.platform.sealing.keystore;

import dev.kehu.kernel.Personal.Category;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of one data subject. The id stands in the header of everything sealed with it. What is
 * sealed is sealed with keys derived from it, one for each category, so that a category can be
 * erased alone: {@linkplain KeyStore#divide the key is divided} then into those that stay.
 */
public final class SubjectKey {
    public static final int ID_BYTES = 16;

    /** In the header of what is sealed with a key for its categories. */
    public static final byte VERSION = 2;

    /** Sealed with the key of the subject itself, whatever the category. */
    public static final byte UNDIVIDED = 1;

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char PART = '/';

    private final UUID id;
    private final String subject;
    private final SecretKey secret;
    private final AtomicReferenceArray<Sealing> sealings =
            new AtomicReferenceArray<>(Categories.ALL + 1);

    private SubjectKey(UUID id, String subject, SecretKey secret) {
        this.id = id;
        this.subject = subject;
        this.secret = secret;
    }

    public static SubjectKey fresh(String subject) {
        byte[] secret = new byte[SECRET_BYTES];
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(secret);
        RANDOM.nextBytes(id);
        return of(id(id, 0), subject, new SecretKeySpec(secret, "AES"));
    }

    public static SubjectKey of(UUID id, String subject, SecretKey secret) {
        return new SubjectKey(id, subject, secret);
    }

    /**
     * What seals and opens.
     *
     * @param bound what of the key itself is associated with everything sealed with it
     */
    public record Sealing(SecretKey secret, byte[] bound) {
        public static Sealing of(SecretKey secret, UUID key, String subject, int version) {
            String bound = "\n" + subject + '\n' + key + '\n' + version;
            return new Sealing(secret, bound.getBytes(StandardCharsets.UTF_8));
        }

        /** Never shows the key. */
        @Override
        public String toString() {
            return "Sealing";
        }
    }

    public UUID id() {
        return id;
    }

    public String subject() {
        return subject;
    }

    public SecretKey secret() {
        return secret;
    }

    /** For what tells of these categories. */
    public Sealing sealing(int categories) {
        Sealing known = sealings.get(categories);
        if (known == null) {
            SecretKey derived = Categories.derived(secret, categories);
            known = Sealing.of(derived, id, subject, VERSION);
            sealings.set(categories, known);
        }
        return known;
    }

    /** For what was sealed before categories had keys of their own. */
    public Sealing undivided() {
        return Sealing.of(secret, id, subject, UNDIVIDED);
    }

    /** What is kept of it for a category when it is divided. */
    SubjectKey part(Category category) {
        SecretKey derived = Categories.derived(secret, Categories.of(category));
        return of(partId(id, category), partOf(subject, category), derived);
    }

    /** The key of a part has an id of its own, which follows from that of the whole. */
    public static UUID partId(UUID id, Category category) {
        return new UUID(
                id.getMostSignificantBits(),
                id.getLeastSignificantBits() ^ Categories.of(category));
    }

    /**
     * Whom the key of a part belongs to; never the subject itself, for nothing new is sealed so.
     */
    static String partOf(String subject, Category category) {
        return subject + PART + category.word();
    }

    public boolean isPart() {
        return subject.indexOf(PART) >= 0;
    }

    /** Whose key was divided; in its tombstone. */
    static String divided(String subject) {
        return subject + PART + "divided";
    }

    /** Whom keys of a subject belong to: itself and, of divided ones, its parts. */
    static List<String> holders(String subject) {
        List<String> all = new ArrayList<>(List.of(subject));
        for (Category each : Category.values()) {
            all.add(partOf(subject, each));
        }
        return all;
    }

    /** The subject behind {@link #partOf}. */
    public static String wholeOf(String subject) {
        int end = subject.lastIndexOf(PART);
        return end < 0 ? subject : subject.substring(0, end);
    }

    public static UUID id(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, ID_BYTES);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    public static byte[] bytes(UUID id) {
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
