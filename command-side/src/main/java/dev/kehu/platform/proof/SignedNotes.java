package dev.kehu.platform.proof;

import dev.kehu.platform.datadir.PrivateFile;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.tree.Unproven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Notes one behind the other in a file, an empty line behind each. */
final class SignedNotes {
    private SignedNotes() {}

    /**
     * Reads them; what a crash left of the last one is passed over.
     *
     * @throws Unproven when another one is damaged
     */
    static List<Note> parse(String file) {
        List<Note> notes = new ArrayList<>();
        String[] parts = file.split("\n\n", -1);
        for (int i = 0; i + 2 < parts.length; i += 2) {
            notes.add(Note.parse(parts[i] + "\n\n" + parts[i + 1] + "\n"));
        }
        return notes;
    }

    /** A note that a crash cut off must not run into the next one. */
    static void mend(Path file) {
        String notes = PrivateFile.read(file);
        int whole = whole(notes);
        if (whole < notes.length()) {
            PrivateFile.replace(file, notes.substring(0, whole));
        }
    }

    static String text(Note note) {
        return note + "\n";
    }

    /** Where the last whole note ends. */
    static int whole(String file) {
        int end = 0, parts = 0;
        for (int at = file.indexOf("\n\n"); at >= 0; at = file.indexOf("\n\n", at + 2)) {
            if (++parts % 2 == 0) {
                end = at + 2;
            }
        }
        return end;
    }
}
