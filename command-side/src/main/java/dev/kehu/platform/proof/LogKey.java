package dev.kehu.platform.proof;

import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.datadir.PrivateFile;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The key that signs, in a file of its own, and the notes with which one key was followed by the
 * next. The first key's name is the log's name for ever.
 */
final class LogKey {
    private final Path file;
    private final Path next;
    private final Path steps;
    private SigningKey key;

    private LogKey(Path file, Path steps, SigningKey key) {
        this.file = file;
        this.next = file.resolveSibling(file.getFileName() + ".next");
        this.steps = steps;
        this.key = key;
    }

    /**
     * Reads the key, or makes one.
     *
     * @param name for a new one
     * @param mayCreate false where something was signed already
     * @throws Unproven when it is not there, or damaged
     */
    static LogKey open(Path file, Path steps, String name, boolean mayCreate) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        if (Files.notExists(file)) {
            if (!mayCreate) {
                throw new Unproven(file.getFileName() + " is gone, which signed what is in audit");
            }
            PrivateFile.replace(file, SigningKey.fresh(name, VerifierKey.LOG).text() + "\n");
        }
        LogKey log = new LogKey(file, steps, SigningKey.parse(PrivateFile.read(file)));
        if (Files.exists(next)) {
            log.finish(SigningKey.parse(PrivateFile.read(next)));
        }
        return log;
    }

    /** As {@link #open}, but changes nothing. */
    static LogKey look(Path file, Path steps) {
        if (Files.notExists(file)) {
            throw new Unproven("there is no " + file.getFileName());
        }
        LogKey log = new LogKey(file, steps, SigningKey.parse(PrivateFile.read(file)));
        String planned = PrivateFile.read(log.next);
        if (!planned.isEmpty() && log.isLast(SigningKey.parse(planned))) {
            log.key = SigningKey.parse(planned); // killed before its file was renamed
        }
        return log;
    }

    /** A change that was under way: done where its note was kept, given up where not. */
    private void finish(SigningKey planned) {
        try {
            if (isLast(planned)) {
                Directories.move(next, file);
                key = planned;
            } else {
                Files.delete(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isLast(SigningKey planned) {
        List<Note> all = steps();
        return !all.isEmpty()
                && all.getLast().text().split("\n")[2].equals(planned.verifier().toString());
    }

    /** From now on another key signs; the one before says so and is then forgotten. */
    Note change(Checkpoint at) {
        SigningKey fresh = SigningKey.fresh(key.verifier().name(), VerifierKey.LOG);
        Note step = TrustedKeys.rotation(key, fresh, at);
        PrivateFile.replace(next, fresh.text() + "\n");
        PrivateFile.replace(steps, PrivateFile.read(steps) + SignedNotes.text(step));
        SigningKey before = key;
        finish(fresh);
        return bothSign(before, at);
    }

    private Note bothSign(SigningKey before, Checkpoint at) {
        return before.sign(key.sign(at.note()));
    }

    Note sign(Checkpoint checkpoint) {
        return key.sign(checkpoint.note());
    }

    VerifierKey verifier() {
        return key.verifier();
    }

    /** As it stands in its file. */
    String text() {
        return key.text() + "\n";
    }

    List<Note> steps() {
        return SignedNotes.parse(PrivateFile.read(steps));
    }

    /** The log's first key; those who trust it trust the others for what they signed. */
    VerifierKey first() {
        List<Note> all = steps();
        return all.isEmpty() ? verifier() : VerifierKey.parse(all.getFirst().text().split("\n")[1]);
    }

    TrustedKeys trusted() {
        return TrustedKeys.from(first(), steps());
    }
}
