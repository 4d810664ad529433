package dev.kehu.platform.proof;

import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.datadir.PrivateFile;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.tree.Unproven;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a log keeps what it signed: {@code checkpoint} and {@code tile/} as C2SP tlog-tiles has
 * them, {@code checkpoints} with one at every thousandth event, {@code keys} with the changes of
 * the key; the key itself lies elsewhere.
 */
public final class LogFolder {
    private final Path root;
    private final Path keyFile;
    private final String name;
    private final Optional<Path> copy;
    private final TileFolder tiles;
    private @Nullable LogKey key;
    private long lastKept;
    private boolean keptUnsynced;

    /**
     * @param name of the key, if one has to be made
     */
    public LogFolder(Path root, Path keyFile, String name) {
        this(root, keyFile, name, Optional.empty());
    }

    /**
     * @param copy where what is published is copied to
     */
    public LogFolder(Path root, Path keyFile, String name, Optional<Path> copy) {
        this.copy = copy;
        this.root = root;
        this.keyFile = keyFile;
        this.name = name;
        this.tiles = new TileFolder(root.resolve("tile"));
    }

    /**
     * Only the log that is there from the first event has the name of the store alone: one that is
     * begun over a history that was restored, imported or moved is another log, and must not answer
     * for the first.
     *
     * @param which begins with a slash; nothing for the log of the history itself
     */
    public static String nameFor(EventHistory history, String which, Path key) {
        String usual = "kehu/" + history.storeId() + which;
        boolean first = history.head() == 0 || Files.exists(key);
        return first ? usual : usual + "/" + UUID.randomUUID();
    }

    /**
     * Reads the key, or makes one where nothing was signed yet.
     *
     * @throws Unproven when something is damaged, or the key is gone
     */
    void open() {
        if (!signed()) {
            begin();
        }
        key = LogKey.open(keyFile, root.resolve("keys"), name, !signed());
        SignedNotes.mend(keptFile());
        List<Note> kept = kept();
        lastKept = kept.isEmpty() ? 0 : Checkpoint.of(kept.getLast()).size();
    }

    private boolean signed() {
        return Files.exists(newestFile()) || Files.exists(keptFile());
    }

    /**
     * A key that is there without anything it signed has signed what is gone, unless it was made
     * just now: signing anew from the first event could contradict what somebody holds. A second
     * copy says what was signed: the log grows again from the store, and has to come to that.
     */
    private void begin() {
        Note copied = copied();
        if (copied != null) {
            Path place = copy.orElseThrow();
            LogKey.look(keyFile, place.resolve("keys")).trusted().open(copied); // no other log's
            makeRoot();
            takeOver(place);
            return;
        }
        if (isLost()) {
            throw new Unproven(
                    keyFile.getFileName()
                            + " is there, but what it signed is gone; put audit/ back, name its"
                            + " second copy with kehu.audit.copy, or, if it is lost for good, move"
                            + " the key away to begin a new log");
        }
        makeRoot();
        try {
            Directories.mark(beginning());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeRoot() {
        try {
            if (Files.notExists(root)) {
                Files.createDirectory(root);
                Directories.makePrivate(root);
            }
            Directories.force(root.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What says that something was signed comes last, so that a crash before leads here again. */
    private void takeOver(Path place) {
        for (String file : List.of("keys", "checkpoints", "checkpoint")) {
            String text = PrivateFile.read(place.resolve(file));
            if (!text.isEmpty()) {
                PrivateFile.replace(root.resolve(file), text);
            }
        }
    }

    /**
     * Whether its key is there, which has signed something, and what it signed is not. Looked for
     * in this order, it never seems so of a log that is at work.
     */
    public boolean isLost() {
        return Files.exists(keyFile) && Files.notExists(beginning()) && !signed();
    }

    /** There until something is signed. */
    private Path beginning() {
        return root.resolve("beginning");
    }

    /**
     * As {@link #open}, but makes and mends nothing.
     *
     * @throws Unproven when there is no key, or it is damaged
     */
    void look() {
        key = LogKey.look(keyFile, root.resolve("keys"));
    }

    private Path newestFile() {
        return root.resolve("checkpoint");
    }

    private Path keptFile() {
        return root.resolve("checkpoints");
    }

    /** As it is called beside the store. */
    String name() {
        return String.valueOf(root.getFileName());
    }

    LogKey key() {
        LogKey open = key;
        if (open == null) {
            throw new IllegalStateException("The folder of the log is not open");
        }
        return open;
    }

    TileFolder tiles() {
        return tiles;
    }

    /** The newest that was handed out, or could have been. */
    @Nullable Note newest() {
        String text = PrivateFile.read(newestFile());
        return text.isEmpty() && Files.notExists(newestFile()) ? null : Note.parse(text);
    }

    /** The newest of the second copy: that a whole directory went back in time shows there. */
    @Nullable Note copied() {
        return copy.map(SecondCopy::newest).orElse(null);
    }

    /** Those of the second copy, which may go further than its newest: it is written before. */
    List<Note> copiedKept() {
        return copy.map(place -> PrivateFile.read(place.resolve("checkpoints")))
                .map(SignedNotes::parse)
                .orElse(List.of());
    }

    Optional<Path> copy() {
        return copy;
    }

    /** Synced when it returns, and before it what it refers to. */
    void publish(Note note) {
        tiles.sync();
        try {
            if (keptUnsynced) {
                Directories.forceFile(keptFile());
                Directories.force(root);
                keptUnsynced = false;
            }
            PrivateFile.replace(newestFile(), note.toString());
            if (Files.exists(beginning())) {
                Directories.unmark(beginning());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean synced() {
        return tiles.synced() && !keptUnsynced;
    }

    /** Those behind the first so many bytes. */
    List<Note> keptBehind(long bytes) {
        return SignedNotes.parse(PrivateFile.readBehind(keptFile(), bytes));
    }

    /** One at every thousandth event. */
    List<Note> kept() {
        return SignedNotes.parse(PrivateFile.read(keptFile()));
    }

    /** Synced with the next one that is published: before that it never leaves this machine. */
    void keep(Note note) {
        long size = Checkpoint.of(note).size();
        if (size > lastKept) {
            PrivateFile.append(keptFile(), SignedNotes.text(note));
            lastKept = size;
            keptUnsynced = true;
        }
    }
}
