package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.TrustedKeys;
import dev.kehu.verifier.tree.Unproven;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Takes a log up where it was left: with the tree that was signed last, if the store still has the
 * events of it.
 */
final class TakingUp {
    private static final Logger LOG = LoggerFactory.getLogger(TakingUp.class);
    private static final int PAGE = 2_000;

    private final LogFolder folder;
    private final LeafHashes leaves;

    TakingUp(LogFolder folder, LeafHashes leaves) {
        this.folder = folder;
        this.leaves = leaves;
    }

    /**
     * What was found.
     *
     * @param newest what was published last
     * @param kept by size, what was signed and has still to be met
     */
    record Taken(TileTree tree, @Nullable Note newest, Map<Long, Checkpoint> kept) {}

    /**
     * @throws Refusal when the store is not what was signed, or what was signed cannot be read
     */
    Taken run() {
        try {
            folder.open();
            TileTree tree = new TileTree(folder.tiles(), leaves);
            TrustedKeys keys = folder.key().trusted();
            Note newest = folder.newest();
            long size = 0;
            if (newest != null) {
                Checkpoint signed = keys.open(newest);
                size = signed.size();
                refuseShorter(size);
                bring(tree, signed);
                folder.tiles().dropPartials(size);
            }
            return new Taken(tree, newest, behind(size, keys));
        } catch (Unproven damaged) {
            throw refusal(
                    "audit.damaged",
                    "What was signed cannot be read: " + damaged.getMessage() + ".");
        }
    }

    private Map<Long, Checkpoint> behind(long size, TrustedKeys keys) {
        Map<Long, Checkpoint> all = new HashMap<>();
        List<Note> signed = new ArrayList<>(folder.kept());
        signed.addAll(folder.copiedKept());
        Note copied = folder.copied();
        if (copied != null) {
            refuseLost(copied, keys);
            keys.open(copied); // however old it is, it has to be this log's
            signed.add(copied);
        }
        for (Note note : signed) {
            Checkpoint there = Checkpoint.of(note);
            if (there.size() > size) {
                refuseShorter(there.size());
                refuseLost(note, keys);
                all.put(there.size(), keys.open(note));
            }
        }
        return all;
    }

    /**
     * What was signed before an older backup was restored stays where it is, as the proof of it.
     */
    private static void refuseLost(Note note, TrustedKeys keys) {
        OptionalLong end = keys.followedBefore(note);
        if (end.isPresent()) {
            throw refusal(
                    "audit.store-behind",
                    "The second copy has a checkpoint over %d events, and the log went on under another key at %d: an older backup was restored. Keep that copy, and name a new directory."
                            .formatted(Checkpoint.of(note).size(), end.getAsLong()));
        }
    }

    private void refuseShorter(long signed) {
        long head = leaves.head();
        if (head < signed) {
            throw refusal(
                    "audit.store-behind",
                    "The store has %d events, but a checkpoint over %d was signed: it is older than that, or its end was cut off."
                            .formatted(head, signed));
        }
    }

    private void bring(TileTree tree, Checkpoint signed) {
        if (tree.takeUp(signed.size()) && isRoot(signed, tree)) {
            refuseRegrown(tree);
            return;
        }
        boolean damaged = folder.tiles().any();
        tree.begin();
        while (tree.size() < signed.size()) {
            int most = (int) Math.min(PAGE, signed.size() - tree.size());
            page(tree.size(), most).forEach(tree::add);
        }
        refuseOther(signed, tree);
        tree.writeEdge();
        if (damaged) {
            LOG.warn("Tiles of the proofs were missing or damaged; they were made again");
        }
    }

    /** An older store that went on since has another event at the end of what was signed. */
    private void refuseRegrown(TileTree tree) {
        long last = tree.size() - 1;
        if (last >= 0 && !Arrays.equals(page(last, 1).getFirst(), tree.hash(0, last))) {
            throw contradiction(tree.size());
        }
    }

    private List<byte[]> page(long after, int most) {
        List<byte[]> page = leaves.after(after, most);
        if (page.isEmpty()) {
            throw refusal(
                    "audit.store-behind",
                    "The store has no event at %d, which was signed.".formatted(after + 1));
        }
        return page;
    }

    /** The tree has come to the size of something that was signed. */
    static void refuseOther(Checkpoint signed, TileTree tree) {
        if (!isRoot(signed, tree)) {
            throw contradiction(signed.size());
        }
    }

    private static Refusal contradiction(long size) {
        return refusal(
                "audit.contradiction",
                "The first %d events are not those that were signed.".formatted(size));
    }

    private static boolean isRoot(Checkpoint signed, TileTree tree) {
        return Arrays.equals(signed.root(), tree.root());
    }

    private static Refusal refusal(String code, String sentence) {
        LOG.error("No checkpoint is signed any more ({}): {}", code, sentence);
        return Refusal.conflict(
                code, sentence + " Nothing is signed; run ./kehu verify and see docs/proofs.md.");
    }
}
