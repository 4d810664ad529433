package dev.kehu.verifier.note;

import dev.kehu.verifier.tree.Unproven;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A signed note (C2SP signed-note): a text that ends in a newline, an empty line, and a line for
 * each signature.
 *
 * @param text what is signed, with its last newline
 */
public record Note(String text, List<Signature> signatures) {
    private static final String DASH = "\u2014 ";
    private static final int ID_BYTES = 4;
    private static final int MOST_SIGNATURES = 100;

    /**
     * One signature.
     *
     * @param name of the key
     * @param id of the key
     * @param bytes behind the id
     */
    public record Signature(String name, int id, byte[] bytes) {
        String line() {
            byte[] all = new byte[ID_BYTES + bytes.length];
            for (int i = 0; i < ID_BYTES; i++) {
                all[i] = (byte) (id >>> Byte.SIZE * (ID_BYTES - 1 - i));
            }
            System.arraycopy(bytes, 0, all, ID_BYTES, bytes.length);
            return DASH + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
        }

        /**
         * Reads one line, without its newline.
         *
         * @throws Unproven when it is none
         */
        static Signature parse(String line) {
            String[] words = line.startsWith(DASH) ? line.substring(2).split(" ", -1) : null;
            if (words == null || words.length != 2 || !Keys.isName(words[0])) {
                throw new Unproven("a line of a note is no signature");
            }
            byte[] all = Keys.decoded(words[1]);
            if (all.length <= ID_BYTES) {
                throw new Unproven("a signature of a note is too short");
            }
            int id = 0;
            for (int i = 0; i < ID_BYTES; i++) {
                id = id << Byte.SIZE | all[i] & 0xff;
            }
            byte[] bytes = new byte[all.length - ID_BYTES];
            System.arraycopy(all, ID_BYTES, bytes, 0, bytes.length);
            return new Signature(words[0], id, bytes);
        }
    }

    /**
     * Reads a note; says nothing about who signed it.
     *
     * @throws Unproven when it is none
     */
    public static Note parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || note.chars().anyMatch(Note::forbidden)) {
            throw new Unproven("this is no signed note");
        }
        String[] lines = note.substring(end + 2).split("\n");
        if (lines.length > MOST_SIGNATURES) {
            throw new Unproven("the note has too many signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : lines) {
            signatures.add(Signature.parse(line));
        }
        return new Note(note.substring(0, end + 1), List.copyOf(signatures));
    }

    private static boolean forbidden(int c) {
        return c < ' ' && c != '\n';
    }

    /** With one more signature. */
    public Note with(Signature signature) {
        List<Signature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new Note(text, List.copyOf(all));
    }

    /** As it is kept and sent. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    byte[] signed() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
