package dev.kehu.verifier.note;

import dev.kehu.verifier.tree.Unproven;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** A key that signs notes, written {@code PRIVATE+KEY+NAME+ID+BASE64} as other tools do. */
public final class SigningKey {
    private static final String START = "PRIVATE+KEY+";

    private final Keys.Pair pair;
    private final VerifierKey open;

    private SigningKey(String name, byte type, Keys.Pair pair) {
        this.pair = pair;
        this.open = new VerifierKey(name, type, pair.open());
    }

    /**
     * Makes one.
     *
     * @param type {@link VerifierKey#LOG} or {@link VerifierKey#WITNESS}
     * @throws Unproven when the name cannot be one: it has spaces or a plus
     */
    public static SigningKey fresh(String name, byte type) {
        if (!Keys.isName(name)) {
            throw new Unproven("'" + name + "' cannot be the name of a key");
        }
        return new SigningKey(name, type, Keys.fresh());
    }

    /**
     * Reads one.
     *
     * @throws Unproven when it is none
     */
    public static SigningKey parse(String text) {
        String line = text.strip();
        String[] parts =
                line.startsWith(START) ? line.substring(START.length()).split("\\+", 3) : null;
        if (parts != null && parts.length == 3 && Keys.isName(parts[0])) {
            byte[] key = Keys.decoded(parts[2]);
            if (key.length == 1 + Keys.BYTES) {
                Keys.Pair pair = Keys.of(Arrays.copyOfRange(key, 1, key.length));
                SigningKey read = new SigningKey(parts[0], key[0], pair);
                if (read.text().equals(line)) {
                    return read;
                }
            }
        }
        throw new Unproven("this is no signing key");
    }

    /** The secret, as {@link #parse} reads it. */
    public String text() {
        byte[] key = new byte[1 + Keys.BYTES];
        key[0] = open.type();
        System.arraycopy(pair.seed(), 0, key, 1, Keys.BYTES);
        return "%s%s+%08x+%s"
                .formatted(START, open.name(), open.id(), Base64.getEncoder().encodeToString(key));
    }

    public VerifierKey verifier() {
        return open;
    }

    /** Adds a log's signature. */
    public Note sign(Note note) {
        return note.with(signature(Keys.sign(pair.seed(), note.signed())));
    }

    /** A witness's signature, made at this second. */
    public Note.Signature cosign(Note note, long seconds) {
        byte[] signed = Keys.sign(pair.seed(), VerifierKey.cosigned(note, seconds));
        return signature(
                ByteBuffer.allocate(Long.BYTES + signed.length)
                        .putLong(seconds)
                        .put(signed)
                        .array());
    }

    private Note.Signature signature(byte[] bytes) {
        return new Note.Signature(open.name(), open.id(), bytes);
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return open.toString();
    }
}
