package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.round.Round;
import dev.kehu.platform.round.Rounds;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.tree.Tile;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
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
        if (before > size || published.toString().equals(String.valueOf(there))) {
            return;
        }
        for (int level = 0; size >>> Tile.HEIGHT * level > 0; level++) {
            copy(level, before, size);
        }
        write("keys", log.keyChanges());
        write("checkpoints", log.kept());
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

    private void write(String name, List<Note> notes) {
        StringBuilder all = new StringBuilder();
        notes.forEach(note -> all.append(SignedNotes.text(note)));
        if (!notes.isEmpty()) {
            PrivateFile.replace(root.resolve(name), all.toString());
        }
    }
}
