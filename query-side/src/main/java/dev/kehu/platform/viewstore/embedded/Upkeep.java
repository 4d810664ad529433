package dev.kehu.platform.viewstore.embedded;

import org.h2.mvstore.MVStore;

/** Commits, and gives space back. Only the committer's thread comes here, alone. */
final class Upkeep {
    private final MVStore store;

    Upkeep(MVStore store) {
        this.store = store;
    }

    void commit() {
        store.commit();
    }

    void sync() {
        store.sync();
    }

    void idle() {}
}
