package dev.kehu.platform.proof;

import dev.kehu.platform.eventstore.EventHistory;

import java.util.List;

/** The leaf hashes as the store keeps them. */
public record StoredLeaves(EventHistory history) implements LeafHashes {
    @Override
    public long head() {
        return history.head();
    }

    @Override
    public List<byte[]> after(long count, int most) {
        return history.leaves(count, most);
    }
}
