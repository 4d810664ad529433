package dev.kehu.verifier.note;

import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Unproven;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Whom to believe (C2SP signed-note, "vkey"): {@code NAME+ID+BASE64}.
 *
 * @param type {@value #LOG} for what a log signs, {@value #WITNESS} for a witness
 */
public record VerifierKey(String name, byte type, byte[] open) {
    public static final byte LOG = 1;
    public static final byte WITNESS = 4;

    private static final int TIME_BYTES = 8;

    /**
     * Reads a vkey.
     *
     * @throws Unproven when it is none, or its id is not that of its key
     */
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length == 3 && Keys.isName(parts[0]) && parts[1].matches("[0-9a-f]{8}")) {
            byte[] key = Keys.decoded(parts[2]);
            if (key.length == 1 + Keys.BYTES && (key[0] == LOG || key[0] == WITNESS)) {
                VerifierKey read =
                        new VerifierKey(parts[0], key[0], Arrays.copyOfRange(key, 1, key.length));
                if (read.idText().equals(parts[1])) {
                    return read;
                }
            }
        }
        throw new Unproven("this is no verifier key");
    }

    public int id() {
        byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + 1 + open.length);
        all[start.length] = type;
        System.arraycopy(open, 0, all, start.length + 1, open.length);
        return ByteBuffer.wrap(Rfc6962.digest(all)).getInt();
    }

    private String idText() {
        return "%08x".formatted(id());
    }

    /** The vkey. */
    @Override
    public String toString() {
        byte[] key = new byte[1 + open.length];
        key[0] = type;
        System.arraycopy(open, 0, key, 1, open.length);
        return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(key);
    }

    /** Whether a signature claims to be of this key; others are nobody's business. */
    public boolean isOf(Note.Signature signature) {
        return signature.name().equals(name) && signature.id() == id();
    }

    /** Whether the note has a signature of this key, and each of them is good. */
    public boolean signed(Note note) {
        boolean found = false;
        for (Note.Signature signature : note.signatures()) {
            if (isOf(signature)) {
                if (!good(note, signature.bytes())) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private boolean good(Note note, byte[] signature) {
        if (type == LOG) {
            return Keys.verify(open, note.signed(), signature);
        }
        if (signature.length <= TIME_BYTES) {
            return false;
        }
        long time = ByteBuffer.wrap(signature).getLong();
        byte[] rest = Arrays.copyOfRange(signature, TIME_BYTES, signature.length);
        return time >= 0 && Keys.verify(open, cosigned(note, time), rest);
    }

    /** What a witness signs (C2SP tlog-cosignature, Ed25519). */
    static byte[] cosigned(Note note, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + note.text())
                .getBytes(StandardCharsets.UTF_8);
    }
}
