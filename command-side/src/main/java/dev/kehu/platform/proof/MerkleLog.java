package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.proof.TakingUp.Taken;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Proofs;
import dev.kehu.verifier.tree.Tile;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Follows the leaves of the store and signs what they come to. What is handed out was written down
 * and synced before, so that no second root is ever signed for a size. A store that is not what was
 * signed is told ({@code audit.store-behind}, {@code audit.contradiction}, {@code audit.damaged}),
 * and nothing is signed for it until a restart. Safe for any thread.
 */
public final class MerkleLog {
    /** Events between two checkpoints that are kept. */
    public static final int EVERY = 1_000;

    private static final int PAGE = 2_000;

    private final LogFolder folder;
    private final LeafHashes leaves;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock(true); // many pages follow one another
    private @Nullable Taken taken;
    private @Nullable Refusal refused;
    private volatile @Nullable Note newest;
    private volatile long size;

    public MerkleLog(LogFolder folder, LeafHashes leaves) {
        this.folder = folder;
        this.leaves = leaves;
    }

    /** Leaves taken in so far, signed or not. */
    public long size() {
        return size;
    }

    /** Leaves the newest checkpoint is over. */
    public long signedSize() {
        Note known = newest;
        return known == null ? 0 : Checkpoint.of(known).size();
    }

    /** Why nothing is signed, if so; takes the log up when nobody did before. */
    public Optional<Refusal> ailment() {
        try {
            under(tree -> tree);
            return Optional.empty();
        } catch (Refusal why) {
            return Optional.of(why);
        } catch (StoreUnavailable notNow) {
            return Optional.of(Refusal.conflict(notNow.code(), notNow.getMessage()));
        }
    }

    /** A checkpoint over everything that was acknowledged before. */
    public Note checkpoint() {
        long head = leaves.head();
        takeIn(head);
        return under(tree -> signed(tree, head));
    }

    /** The newest checkpoint; the first one is made when there is none. */
    public Note latest() {
        under(tree -> tree);
        Note known = newest;
        return known == null ? checkpoint() : known;
    }

    public VerifierKey key() {
        return under(tree -> folder.key().verifier());
    }

    /** The log's first key. */
    public VerifierKey firstKey() {
        return under(tree -> folder.key().first());
    }

    /** How one key was followed by the next, oldest first. */
    public List<Note> keyChanges() {
        return under(tree -> folder.key().steps());
    }

    /** Those at every thousandth event, as far as the newest checkpoint goes. */
    public List<Note> kept() {
        return kept(0);
    }

    /** As {@link #kept()}, those behind the first so many bytes of the file they stand in. */
    List<Note> kept(long bytes) {
        long published = signedSize();
        return under(
                tree ->
                        folder.keptBehind(bytes).stream()
                                .filter(note -> Checkpoint.of(note).size() <= published)
                                .toList());
    }

    /** From now on another key signs; gives the checkpoint both have signed. */
    public Note changeKey() {
        long head = leaves.head();
        takeIn(head);
        return under(
                tree -> {
                    Checkpoint at = Checkpoint.of(signed(tree, tree.size()));
                    Note both = folder.key().change(at);
                    publish(both);
                    return both;
                });
    }

    public List<byte[]> inclusion(long index, long within) {
        return under(tree -> new Proofs(tree).inclusion(index, within));
    }

    public List<byte[]> consistency(long from, long to) {
        return under(tree -> new Proofs(tree).consistency(from, to));
    }

    public byte[] tile(Tile tile) {
        return under(tree -> tree.tile(tile));
    }

    /** Takes in what the store has, page by page, so that others get in between. */
    void takeIn(long head) {
        boolean more = true;
        while (more) {
            more = under(tree -> page(tree, head));
        }
    }

    /** Signs and publishes what was taken in, unless that is done. */
    void publish() {
        under(tree -> signed(tree, tree.size()));
    }

    private boolean page(TileTree tree, long head) {
        if (tree.size() >= head) {
            return false;
        }
        List<byte[]> page = leaves.after(tree.size(), (int) Math.min(PAGE, head - tree.size()));
        for (byte[] leaf : page) {
            tree.add(leaf);
            meet(tree);
        }
        size = tree.size();
        return !page.isEmpty();
    }

    /** Something may have been signed at this size before. */
    private void meet(TileTree tree) {
        Checkpoint before = taken == null ? null : taken.kept().remove(tree.size());
        if (before != null) {
            TakingUp.refuseOther(before, tree);
        }
        if (tree.size() % EVERY == 0) {
            folder.keep(folder.key().sign(checkpoint(tree)));
        }
    }

    private Note signed(TileTree tree, long atLeast) {
        Note known = newest;
        if (known != null && Checkpoint.of(known).size() >= atLeast) {
            return known;
        }
        if (tree.size() < atLeast) {
            throw new IllegalStateException("The store lacks events it says it has");
        }
        tree.writeEdge();
        known = folder.key().sign(checkpoint(tree));
        publish(known);
        folder.tiles().dropPartials(tree.size());
        return known;
    }

    private void publish(Note note) {
        folder.publish(note);
        newest = note;
        listeners.forEach(Runnable::run);
    }

    /** A witness has signed; nothing happens where another one was published since. */
    void cosigned(Note note) {
        under(
                tree -> {
                    Note known = newest;
                    if (known != null && known.text().equals(note.text())) {
                        publish(note);
                    }
                    return tree;
                });
    }

    /** Told of every note that was published; must be quick. */
    void onPublished(Runnable listener) {
        listeners.add(listener);
    }

    private Checkpoint checkpoint(TileTree tree) {
        return new Checkpoint(folder.key().verifier().name(), tree.size(), tree.root());
    }

    private <T> T under(Function<TileTree, T> work) {
        lock.lock();
        try {
            if (refused != null) {
                throw refused;
            }
            return work.apply(open());
        } catch (Refusal why) {
            refused = why;
            throw why;
        } catch (IllegalArgumentException wrongQuestion) {
            throw wrongQuestion;
        } catch (UncheckedIOException unwritable) {
            taken = null;
            throw new StoreUnavailable(
                    "audit.unwritable",
                    "The proofs cannot be written or read; free space or see to the disk, then ask"
                            + " again",
                    unwritable);
        } catch (RuntimeException | Error failure) {
            taken = null; // nobody knows what it has; it is taken up from the disk again
            throw failure;
        } finally {
            lock.unlock();
        }
    }

    private TileTree open() {
        Taken open = taken;
        if (open == null) {
            open = new TakingUp(folder, leaves).run();
            taken = open;
            newest = open.newest();
            size = open.tree().size();
        }
        return open.tree();
    }
}
