package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.datadir.PrivateFile;
import dev.kehu.platform.proof.StoreCheck.Rows;
import dev.kehu.platform.proof.StoreCheck.Watching;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.HistoryCheck;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What has to go with a copy of a store so that its log can go on there: what was signed, the key
 * and the notes of its changes. Tiles follow from the leaves and are made again.
 */
public final class LogCopy {
    /** A change of the key that is under way is over by the next look. */
    private static final int LOOKS = 3;

    private static final String NEWEST = "checkpoint", KEPT = "checkpoints", CHANGES = "keys";

    private final String newest;
    private final String kept;
    private final String changes;
    private final String key;
    private final TrustedKeys trusted;

    private LogCopy(String newest, String kept, String changes, String key, TrustedKeys trusted) {
        this.newest = newest;
        this.kept = kept;
        this.changes = changes;
        this.key = key;
        this.trusted = trusted;
    }

    /** Whether anything was published there, so that somebody may hold it. */
    public static boolean isOf(Path folder) {
        return Files.exists(folder.resolve(NEWEST));
    }

    /**
     * Reads a log that may be at work; to be done before its store is copied.
     *
     * @throws Unproven when something of it is missing or damaged
     */
    public static LogCopy of(Path folder, Path keyFile) {
        for (int look = 1; ; look++) {
            try {
                return read(folder, keyFile);
            } catch (Unproven unfit) {
                if (look == LOOKS) throw unfit;
            }
        }
    }

    private static LogCopy read(Path folder, Path keyFile) {
        String newest = PrivateFile.read(folder.resolve(NEWEST));
        String kept = PrivateFile.read(folder.resolve(KEPT));
        LogKey key = LogKey.look(keyFile, folder.resolve(CHANGES));
        String changes = PrivateFile.read(folder.resolve(CHANGES));
        List<Note> steps = SignedNotes.parse(changes);
        TrustedKeys trusted =
                TrustedKeys.from(steps.isEmpty() ? key.verifier() : key.first(), steps);
        if (!trusted.newest().toString().equals(key.verifier().toString())) {
            throw new Unproven(
                    keyFile.getFileName() + " is not the key the changes of keys lead to");
        }
        trusted.open(Note.parse(newest));
        String whole = kept.substring(0, SignedNotes.whole(kept));
        return new LogCopy(newest, whole, changes, key.text(), trusted);
    }

    /**
     * Asks a store what {@link #goOn} and a look at every row will ask of it, without tiles.
     *
     * @param what one row is, as in {@code event}
     * @throws Damage at the first thing that is not as it was signed
     */
    public void check(String what, Rows rows, Watching watching) throws Damage {
        HistoryCheck check = new HistoryCheck(what);
        try {
            check.expect(trusted.open(Note.parse(newest)));
            for (Note note : SignedNotes.parse(kept)) {
                check.expect(trusted.open(note));
            }
        } catch (Unproven forged) {
            throw new Damage(0, "The signatures do not hold: " + forged.getMessage());
        }
        StoreCheck.pass(check, what, rows, watching, () -> {});
        check.end(false);
    }

    /**
     * As {@link #check}, where there is nothing that was signed: that rows follow one another, and
     * that each is whole, taken by itself.
     */
    public static void checkAlone(String what, Rows rows, Watching watching) throws Damage {
        StoreCheck.pass(new HistoryCheck(what), what, rows, watching, () -> {});
    }

    /** What everybody may see, into a directory of its own. */
    public void publish(Path to) throws IOException {
        Files.createDirectory(to);
        Directories.makePrivate(to);
        PrivateFile.replace(to.resolve(NEWEST), newest);
        PrivateFile.replace(to.resolve(KEPT), kept);
    }

    /** What nobody may see but who keeps the keys. */
    public void conceal(Path keyTo, Path changesTo) {
        PrivateFile.replace(keyTo, key);
        PrivateFile.replace(changesTo, changes);
    }

    /** Names of the files {@link #publish} makes. */
    public static List<String> published() {
        return List.of(NEWEST, KEPT);
    }

    /** Where the changes of the key have to be for the log to find them. */
    public static Path changes(Path folder) {
        return folder.resolve(CHANGES);
    }

    /**
     * Has the log go on over a store that came back, under another key: the one before may have
     * signed more than came back, and no key ever signs two trees of one size.
     *
     * @throws Refusal when the store is not what was signed
     */
    public static void goOn(Path folder, Path keyFile, LeafHashes leaves) {
        new MerkleLog(new LogFolder(folder, keyFile, ""), leaves).changeKey();
    }
}
