package dev.kehu.verifier.tree;

import java.util.ArrayList;
import java.util.List;

/** Makes inclusion and consistency proofs (RFC 6962 §2.1.1 and §2.1.2). */
public final class Proofs {
    private final Subtrees tree;

    public Proofs(Subtrees tree) {
        this.tree = tree;
    }

    /**
     * That a leaf is in the tree of this size.
     *
     * @param index from 0, below {@code size}
     */
    public List<byte[]> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("No leaf " + index + " in a tree of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        path(index, 0, size, proof);
        return proof;
    }

    /**
     * That a tree is the beginning of a larger one; empty where both are the same size.
     *
     * @param from at least 1: every tree begins with the empty one
     */
    public List<byte[]> consistency(long from, long to) {
        if (from < 1 || from > to) {
            throw new IllegalArgumentException("No tree of " + from + " in one of " + to);
        }
        List<byte[]> proof = new ArrayList<>();
        if (from < to) {
            subproof(from, 0, to, true, proof);
        }
        return proof;
    }

    private void path(long index, long start, long end, List<byte[]> proof) {
        if (end - start == 1) {
            return;
        }
        long middle = start + split(end - start);
        if (index < middle) {
            path(index, start, middle, proof);
            proof.add(root(middle, end));
        } else {
            path(index, middle, end, proof);
            proof.add(root(start, middle));
        }
    }

    private void subproof(long size, long start, long end, boolean known, List<byte[]> proof) {
        if (size == end) {
            if (!known) {
                proof.add(root(start, end));
            }
            return;
        }
        long middle = start + split(end - start);
        if (size <= middle) {
            subproof(size, start, middle, known, proof);
            proof.add(root(middle, end));
        } else {
            subproof(size, middle, end, false, proof);
            proof.add(root(start, middle));
        }
    }

    /** Root over some leaves; the first of them begins a subtree at least as large. */
    private byte[] root(long start, long end) {
        long count = end - start;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return tree.hash(level, start >>> level);
        }
        long middle = start + split(count);
        return Rfc6962.node(root(start, middle), root(middle, end));
    }

    /** The largest power of two below a number of leaves greater than one. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
