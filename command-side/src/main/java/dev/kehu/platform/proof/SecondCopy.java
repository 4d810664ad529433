package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.PrivateFile;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.round.Round;
import dev.kehu.platform.round.Rounds;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.tree.Proof;
import dev.kehu.verifier.tree.Tile;
import dev.kehu.verifier.tree.Unproven;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Brings what was published to another place, best one that whoever runs this machine cannot write
 * to otherwise: tiles first, then the checkpoint over them. Never goes back, and never creates the
 * place, so that a disk that is not mounted is noticed.
 */
public final class SecondCopy implements Round {
    private static final Logger LOG = LoggerFactory.getLogger(SecondCopy.class);
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

    private final MerkleLog log;
    private final Path root;
    private final TileFolder tiles;
    private final InstantSource clock;
    private final Rounds rounds;
    private boolean told;
    private long keptBytes = -1;

    /**
     * @param root must exist
     */
    public SecondCopy(MerkleLog log, Path root, InstantSource clock) {
        this.log = log;
        this.root = root;
        this.tiles = new TileFolder(root.resolve("tile"));
        this.clock = clock;
        this.rounds = new Rounds("proofs-copy", this, clock);
    }

    /** What is there, if anything. */
    static @Nullable Note newest(Path root) {
        String text = PrivateFile.read(root.resolve("checkpoint"));
        return text.isEmpty() ? null : Note.parse(text);
    }

    Rounds rounds() {
        return rounds;
    }

    @Override
    public @Nullable Instant go() {
        try {
            copy();
            told = false;
            return null;
        } catch (Refusal nothingIsSigned) {
            return null;
        } catch (UncheckedIOException | StoreUnavailable | IllegalStateException unwritable) {
            keptBytes = -1; // an append may be half done
            if (!told) {
                LOG.warn(
                        "The second copy of the proofs at {} cannot be written: {}",
                        root,
                        unwritable.getMessage());
                told = true;
            }
            return clock.instant().plus(AFTER_A_FAULT);
        }
    }

    private void copy() {
        if (!Files.isDirectory(root)) {
            throw new IllegalStateException("the directory does not exist");
        }
        Note published = log.latest(), there = newest(root);
        long size = Checkpoint.of(published).size();
        long before = there == null ? 0 : Checkpoint.of(there).size();
        if (there != null) {
            refuseOther(there, Checkpoint.of(published));
        }
        if (before > size || published.toString().equals(String.valueOf(there))) {
            return;
        }
        for (int level = 0; size >>> Tile.HEIGHT * level > 0; level++) {
            copy(level, before, size);
        }
        tiles.sync();
        keys();
        kept();
        PrivateFile.replace(root.resolve("checkpoint"), published.toString());
        tiles.dropPartials(size);
    }

    private void copy(int level, long before, long size) {
        long last = (size >>> Tile.HEIGHT * level) / Tile.WIDTH;
        for (long index = (before >>> Tile.HEIGHT * level) / Tile.WIDTH; index <= last; index++) {
            int width = index < last ? Tile.WIDTH : Tile.partial(level, size);
            if (width > 0) {
                Tile tile = new Tile(level, index, width);
                tiles.write(tile, log.tile(tile));
            }
        }
    }

    /** What is there is somebody's proof: nothing but its own continuation may take its place. */
    private void refuseOther(Note there, Checkpoint published) {
        try {
            Checkpoint old = TrustedKeys.from(log.firstKey(), log.keyChanges()).open(there);
            if (old.size() == 0 || old.size() > published.size()) {
                return;
            }
            if (Proof.extended(
                    old.size(),
                    old.root(),
                    published.size(),
                    published.root(),
                    log.consistency(old.size(), published.size()))) {
                return;
            }
        } catch (Unproven foreign) {
            throw otherLog();
        }
        throw otherLog();
    }

    private static IllegalStateException otherLog() {
        return new IllegalStateException(
                "it holds the proofs of another history; keep them, and name another directory");
    }

    private void keys() {
        String changes = text(log.keyChanges());
        Path file = root.resolve("keys");
        if (!changes.equals(PrivateFile.read(file))) {
            PrivateFile.replace(file, changes);
        }
    }

    /** Added to, once it is seen to be the beginning of ours: all of them may be much. */
    private void kept() {
        Path file = root.resolve("checkpoints");
        if (keptBytes < 0) {
            String ours = text(log.kept()), theirs = PrivateFile.read(file);
            boolean begun = ours.startsWith(theirs) && SignedNotes.whole(theirs) == theirs.length();
            if (!begun) {
                PrivateFile.replace(file, ours);
            }
            keptBytes = bytes(begun ? theirs : ours);
        }
        String more = text(log.kept(keptBytes));
        if (!more.isEmpty()) {
            PrivateFile.append(file, more);
            PrivateFile.force(file);
            keptBytes += bytes(more);
        }
    }

    private static String text(List<Note> notes) {
        StringBuilder all = new StringBuilder();
        notes.forEach(note -> all.append(SignedNotes.text(note)));
        return all.toString();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
