package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.keystore.Categories;
import dev.kehu.platform.sealing.keystore.SubjectKey;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * What a sealed part looks like: version (1 byte) · key id (16) · {@linkplain Categories categories
 * it tells of} (1; none in version 1) · nonce (12) · ciphertext · tag (16), as base64url text.
 * Associated data: context, subject, key id and version, so that a part cannot be moved to another
 * event, category or person. Not final: benchmarks measure what is around it with one that seals
 * nothing.
 */
public class Envelope {
    private static final int ID_ENDS = 1 + SubjectKey.ID_BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SubjectKeys keys;

    public Envelope(SubjectKeys keys) {
        this.keys = keys;
    }

    /**
     * Seals bytes for a subject in a context (event name and category, or the place they are kept).
     *
     * @param category what they tell of; they are erased with it
     */
    public String seal(String subject, Category category, String context, byte[] plain) {
        return seal(subject, Categories.of(category), context, plain);
    }

    /** Bytes that tell of everything, and are erased with any category. */
    public String seal(String subject, String context, byte[] plain) {
        return seal(subject, Categories.ALL, context, plain);
    }

    private String seal(String subject, int categories, String context, byte[] plain) {
        SubjectKey key = keys.sealing(subject);
        byte[] header = new byte[ID_ENDS + 1];
        header[0] = SubjectKey.VERSION;
        System.arraycopy(SubjectKey.bytes(key.id()), 0, header, 1, SubjectKey.ID_BYTES);
        header[ID_ENDS] = (byte) categories;
        SubjectKey.Sealing sealing = key.sealing(categories);
        return ENCODER.encodeToString(
                Aes.seal(sealing.secret(), header, associated(context, sealing), plain));
    }

    /** As {@link #seal}; null for a subject whose key was erased, who must not get one again. */
    public @Nullable String sealUnlessErased(String subject, String context, byte[] plain) {
        return sealUnlessErased(subject, Categories.ALL, context, plain);
    }

    /** As {@link #seal}; null for a subject whose key was erased, who must not get one again. */
    public @Nullable String sealUnlessErased(
            String subject, Category category, String context, byte[] plain) {
        return sealUnlessErased(subject, Categories.of(category), context, plain);
    }

    private @Nullable String sealUnlessErased(
            String subject, int categories, String context, byte[] plain) {
        if (keys.isErased(subject)) {
            return null;
        }
        String sealed = seal(subject, categories, context, plain);
        return keys.isErased(subject) ? null : sealed; // erased meanwhile: its key is no key
    }

    /**
     * Opens what {@link #seal} made; null when the key was erased.
     *
     * @throws IllegalStateException when the key is lost without having been erased, or the text
     *     was changed or moved
     */
    public byte @Nullable [] open(String context, String sealed) {
        return open(context, sealed.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As {@link #open(String, String)}, of the text's bytes. */
    public byte @Nullable [] open(String context, byte[] sealed) {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        if (!known(bytes)) {
            throw new IllegalStateException("Not a sealed part of a version known here");
        }
        SubjectKey.Sealing key = key(bytes);
        return key == null
                ? null
                : Aes.open(
                        key.secret(),
                        bytes[0] == SubjectKey.UNDIVIDED ? ID_ENDS : ID_ENDS + 1,
                        associated(context, key),
                        bytes);
    }

    long erasures() {
        return keys.erasures();
    }

    private SubjectKey.@Nullable Sealing key(byte[] sealed) {
        UUID id = SubjectKey.id(sealed, 1);
        return sealed[0] == SubjectKey.UNDIVIDED
                ? keys.openingUndivided(id)
                : keys.opening(id, sealed[ID_ENDS]);
    }

    /**
     * Whether the key of a sealed part is there; nothing is opened.
     *
     * @throws IllegalArgumentException when the text is no sealed part
     * @throws IllegalStateException when the key is lost without having been erased
     */
    public boolean opens(String sealed) {
        return key(part(sealed)) != null;
    }

    private static boolean known(byte[] sealed) {
        return sealed.length > ID_ENDS
                && (sealed[0] == SubjectKey.UNDIVIDED
                        || sealed[0] == SubjectKey.VERSION
                                && sealed[ID_ENDS] > 0
                                && sealed[ID_ENDS] <= Categories.ALL);
    }

    /**
     * The key a sealed part names in its header; nothing is opened.
     *
     * @throws IllegalArgumentException when the text is no sealed part
     */
    public static UUID keyOf(String sealed) {
        return SubjectKey.id(part(sealed), 1);
    }

    /**
     * Whether a sealed part was sealed before categories had keys of their own: it goes with any.
     *
     * @throws IllegalArgumentException when the text is no sealed part
     */
    public static boolean isUndivided(String sealed) {
        return part(sealed)[0] == SubjectKey.UNDIVIDED;
    }

    private static byte[] part(String sealed) {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        if (!known(bytes)) {
            throw new IllegalArgumentException("Not a sealed part of a version known here");
        }
        return bytes;
    }

    private static byte[] associated(String context, SubjectKey.Sealing key) {
        byte[] place = context.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(place, place.length + key.bound().length);
        System.arraycopy(key.bound(), 0, all, place.length, key.bound().length);
        return all;
    }
}
