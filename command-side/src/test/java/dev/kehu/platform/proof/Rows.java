package dev.kehu.platform.proof;

import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Rfc6962;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A store of leaf hashes that follow from their index, until somebody meddles with them. */
final class Rows implements LeafHashes {
    final List<byte[]> leaves = new ArrayList<>();

    Rows(int count) {
        grow(count);
    }

    static byte[] leaf(long index) {
        return Rfc6962.leaf(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }

    synchronized void grow(int count) {
        while (leaves.size() < count) {
            leaves.add(leaf(leaves.size()));
        }
    }

    static byte[] root(long size) {
        Frontier frontier = new Frontier();
        for (long index = 0; index < size; index++) {
            frontier.add(leaf(index));
        }
        return frontier.root();
    }

    @Override
    public synchronized long head() {
        return leaves.size();
    }

    @Override
    public synchronized List<byte[]> after(long count, int most) {
        int end = (int) Math.min(leaves.size(), count + most);
        return List.copyOf(leaves.subList((int) count, end));
    }
}
