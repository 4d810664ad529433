package dev.kehu.verifier.tree;

/** Roots of complete subtrees. */
@FunctionalInterface
public interface Subtrees {
    /**
     * Root over the leaves {@code index * 2^level} to {@code (index + 1) * 2^level}, which must all
     * be there.
     *
     * @param level 0 for the leaf hashes themselves
     */
    byte[] hash(int level, long index);
}
