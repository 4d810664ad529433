package dev.kehu.verifier.note;

import dev.kehu.verifier.tree.Rfc6962;
import dev.kehu.verifier.tree.Unproven;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What a log says of itself at a size (C2SP tlog-checkpoint).
 *
 * @param origin which log
 * @param size leaves in it
 * @param root of the tree over them
 */
public record Checkpoint(String origin, long size, byte[] root) {
    private static final int LINES = 3;

    /**
     * Reads the text of a note; whether somebody signed it is another question.
     *
     * @throws Unproven when it is no checkpoint
     */
    public static Checkpoint of(Note note) {
        String[] lines = note.text().split("\n", -1);
        if (lines.length <= LINES || lines[0].isEmpty() || !lines[1].matches("0|[1-9]\\d{0,17}")) {
            throw new Unproven("this note is no checkpoint");
        }
        byte[] root = Keys.decoded(lines[2]);
        boolean emptyLine = Arrays.stream(lines).limit(lines.length - 1L).anyMatch(String::isEmpty);
        if (root.length != Rfc6962.BYTES || emptyLine) {
            throw new Unproven("this note is no checkpoint");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
    }

    /** Not signed yet. */
    public Note note() {
        String hash = Base64.getEncoder().encodeToString(root);
        return new Note(origin + "\n" + size + "\n" + hash + "\n", List.of());
    }

    /** Whether it says the same of the same log. */
    public boolean sameAs(Checkpoint other) {
        return origin.equals(other.origin) && size == other.size && Arrays.equals(root, other.root);
    }
}
