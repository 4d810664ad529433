package dev.kehu.platform.transfer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.tree.Tile;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What proves an export: the checkpoint over all of it, and behind every 256 events their tile.
 *
 * @param log null where nothing is proved
 */
record Evidence(@Nullable MerkleLog log, @Nullable Note checkpoint) {
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    private static final Evidence NONE = new Evidence(null, null);

    /** A line of leaf hashes. */
    record TileLine(byte[] tile) {}

    static Evidence of(@Nullable MerkleLog log) {
        try {
            return log == null ? NONE : new Evidence(log, log.checkpoint());
        } catch (Refusal nothingIsSigned) {
            return without(nothingIsSigned.code());
        } catch (StoreUnavailable unwritable) {
            return without(unwritable.code());
        }
    }

    private static Evidence without(String code) {
        LOG.warn("This export is without proofs: {}", code);
        return NONE;
    }

    Header header(EventHistory history, Instant at) {
        String store = history.storeId();
        if (log == null || checkpoint == null) {
            return new Header(
                    Header.KIND, Header.FORMAT, store, history.head(), at, null, null, null, null);
        }
        long head = Checkpoint.of(checkpoint).size();
        return new Header(
                Header.KIND,
                Header.FORMAT,
                store,
                head,
                at,
                log.firstKey().toString(),
                texts(log.keyChanges()),
                checkpoint.toString(),
                texts(
                        log.kept().stream()
                                .filter(note -> Checkpoint.of(note).size() < head)
                                .toList()));
    }

    private static List<String> texts(List<Note> notes) {
        return notes.stream().map(Note::toString).toList();
    }

    /** To be called behind each event. */
    void behind(long position, long head, LineOutput out) throws IOException {
        if (log != null && (position % Tile.WIDTH == 0 || position == head)) {
            long index = (position - 1) / Tile.WIDTH;
            int width = (int) (position - index * Tile.WIDTH);
            out.write(new TileLine(log.tile(new Tile(0, index, width))));
        }
    }
}
