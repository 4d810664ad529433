package dev.kehu.verifier.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: the root of the largest complete subtree of each size, which is
 * all that later leaves and roots need. One hash a leaf on average. Not safe for several threads.
 */
public final class Frontier {
    private static final int MOST_LEVELS = 63;

    /** By height; an entry counts where the size has that bit. */
    private final byte[][] subtrees = new byte[MOST_LEVELS][];

    private long size;

    /** The edge of a tree that is there already. */
    public static Frontier of(Subtrees tree, long size) {
        Frontier frontier = new Frontier();
        frontier.size = size;
        for (int level = 0; level < MOST_LEVELS; level++) {
            if ((size >>> level & 1) == 1) {
                frontier.subtrees[level] = tree.hash(level, (size >>> level) - 1);
            }
        }
        return frontier;
    }

    public long size() {
        return size;
    }

    public void add(byte[] leafHash) {
        byte[] hash = leafHash;
        int level = 0;
        for (; (size >>> level & 1) == 1; level++) {
            hash = Rfc6962.node(subtrees[level], hash);
        }
        subtrees[level] = hash;
        size++;
    }

    public byte[] root() {
        List<byte[]> parts = new ArrayList<>();
        for (int level = 0; level < MOST_LEVELS; level++) {
            if ((size >>> level & 1) == 1) {
                parts.add(subtrees[level]);
            }
        }
        if (parts.isEmpty()) {
            return Rfc6962.empty();
        }
        byte[] root = parts.getFirst();
        for (byte[] left : parts.subList(1, parts.size())) {
            root = Rfc6962.node(left, root);
        }
        return root;
    }
}
