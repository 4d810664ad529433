package dev.kehu.proving;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.PrivateFile;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Unproven;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody has kept, by the log it is of. A log is known by the name of its key, or of what it
 * signed where the key is damaged or gone; that of looks by the kind of its name, too.
 *
 * @param strange what was kept of neither log, or is no checkpoint; empty when nothing
 */
record Sorted(Held history, Held looks, String strange) {
    private static final String OF_LOOKS = "kehu/[^/]+/access(/.*)?";

    static Sorted of(Held held, DataDirectory data) {
        Optional<String> history = name(data, "audit"), looks = name(data, "access");
        List<String> strange = new ArrayList<>();
        List<Note> ofHistory = new ArrayList<>(), ofLooks = new ArrayList<>();
        for (Note note : held.checkpoints()) {
            Optional<String> name = origin(note.toString());
            if (name.isEmpty()) strange.add("What was kept as a checkpoint is none");
            else if (isOf(looks, OF_LOOKS, name.get())) ofLooks.add(note);
            else if (isOf(history, ".*", name.get())) ofHistory.add(note);
            else strange.add(neither("A checkpoint", name.get()));
        }
        String key = held.key().map(VerifierKey::name).orElse("");
        boolean known = held.key().isPresent();
        boolean keyOfLooks = known && isOf(looks, OF_LOOKS, key);
        boolean keyOfHistory = known && !keyOfLooks && isOf(history, ".*", key);
        if (known && !keyOfLooks && !keyOfHistory) strange.add(neither("The key", key));
        return new Sorted(
                new Held(held.key().filter(any -> keyOfHistory), ofHistory),
                new Held(held.key().filter(any -> keyOfLooks), ofLooks),
                String.join("; ", strange));
    }

    /**
     * @param kind of name, where the log's own cannot be told
     */
    private static boolean isOf(Optional<String> own, String kind, String name) {
        return own.map(name::equals).orElse(name.matches(kind));
    }

    private static String neither(String what, String name) {
        return "%s was kept of the log %s, which is neither of these".formatted(what, name);
    }

    private static Optional<String> name(DataDirectory data, String log) {
        try {
            String key = PrivateFile.read(data.file(log + ".key"));
            return Optional.of(SigningKey.parse(key).verifier().name());
        } catch (Unproven | UncheckedIOException unreadable) {
            return origin(newest(data, log)); // why it is, is told where the log is looked at
        }
    }

    private static String newest(DataDirectory data, String log) {
        try {
            return PrivateFile.read(data.file(log).resolve("checkpoint"));
        } catch (UncheckedIOException unreadable) {
            return "";
        }
    }

    private static Optional<String> origin(String note) {
        try {
            return Optional.of(Checkpoint.of(Note.parse(note)).origin());
        } catch (Unproven noCheckpoint) {
            return Optional.empty();
        }
    }
}
