package dev.kehu.platform.proof;

import java.util.List;

/** The leaf hashes of a store, in the order of positions. */
public interface LeafHashes {
    /** How many there are; all that was acknowledged before is counted. */
    long head();

    /** Up to that many behind the first {@code count}; without any only at the end. */
    List<byte[]> after(long count, int most);
}
