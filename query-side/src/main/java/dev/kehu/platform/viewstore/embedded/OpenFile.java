package dev.kehu.platform.viewstore.embedded;

import dev.kehu.platform.viewstore.ViewStoreFailure;
import dev.kehu.platform.viewstore.wire.StoredCollections;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** The file while it is open: what is in it, what keeps it small, and the room around it. */
record OpenFile(
        MVStore store, StoredCollections documents, Upkeep upkeep, @Nullable Path directory) {
    private static final String DATABASE = "views";

    /** A commit that finds no room costs the store all that was written since the last one. */
    private static final long ROOM_BYTES = 4L << 20;

    static OpenFile of(Path file) {
        return of(StoreFile.open(file), file.getParent());
    }

    static OpenFile inMemory() {
        return of(MVStore.open(null), null);
    }

    private static OpenFile of(MVStore store, @Nullable Path directory) {
        try {
            var documents = new StoredCollections(store, DATABASE);
            return new OpenFile(store, documents, new Upkeep(store), directory);
        } catch (RuntimeException e) {
            store.closeImmediately(); // else the file stays locked
            throw e;
        }
    }

    boolean hasRoom() {
        return directory == null
                || directory.toFile().getUsableSpace()
                        >= ROOM_BYTES + 2L * store.getUnsavedMemory();
    }

    /**
     * @throws ViewStoreFailure {@code viewstore.full} when the next commit might not fit
     */
    void requireRoom() {
        if (!hasRoom()) {
            throw new ViewStoreFailure(
                    "viewstore.full",
                    "the disk of the view store is full; free some of it, views then go on by"
                            + " themselves");
        }
    }
}
