package dev.kehu.platform.sealing;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * What a sealed part looks like: version (1 byte) · key id (16) · nonce (12) · ciphertext · tag
 * (16), as base64url text. Associated data: context, subject, key id and version, so that a part
 * cannot be moved to another event, category or person. Not final: benchmarks measure what is
 * around it with one that seals nothing.
 */
public class Envelope {
    static final byte VERSION = 1;
    private static final int HEADER = 1 + SubjectKey.ID_BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SubjectKeys keys;

    public Envelope(SubjectKeys keys) {
        this.keys = keys;
    }

    /**
     * Seals bytes for a subject in a context (event name and category, or the place they are kept).
     */
    public String seal(String subject, String context, byte[] plain) {
        SubjectKey key = keys.sealing(subject);
        byte[] header = new byte[HEADER];
        header[0] = VERSION;
        System.arraycopy(SubjectKey.bytes(key.id()), 0, header, 1, SubjectKey.ID_BYTES);
        return ENCODER.encodeToString(
                Aes.seal(key.secret(), header, associated(context, key), plain));
    }

    /** As {@link #seal}; null for a subject whose key was erased, who must not get one again. */
    public @Nullable String sealUnlessErased(String subject, String context, byte[] plain) {
        if (keys.isErased(subject)) {
            return null;
        }
        String sealed = seal(subject, context, plain);
        return keys.isErased(subject) ? null : sealed; // erased meanwhile: its key is no key
    }

    /**
     * Opens what {@link #seal} made; null when the key was erased.
     *
     * @throws IllegalStateException when the key is lost without having been erased, or the text
     *     was changed or moved
     */
    public byte @Nullable [] open(String context, String sealed) {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        if (bytes.length < HEADER || bytes[0] != VERSION) {
            throw new IllegalStateException("Not a sealed part of a version known here");
        }
        SubjectKey key = keys.opening(SubjectKey.id(bytes, 1));
        return key == null ? null : Aes.open(key.secret(), HEADER, associated(context, key), bytes);
    }

    /**
     * The key a sealed part names in its header; nothing is opened.
     *
     * @throws IllegalArgumentException when the text is no sealed part
     */
    public static UUID keyOf(String sealed) {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        if (bytes.length < HEADER || bytes[0] != VERSION) {
            throw new IllegalArgumentException("Not a sealed part of a version known here");
        }
        return SubjectKey.id(bytes, 1);
    }

    private static byte[] associated(String context, SubjectKey key) {
        byte[] place = context.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(place, place.length + key.bound().length);
        System.arraycopy(key.bound(), 0, all, place.length, key.bound().length);
        return all;
    }
}
