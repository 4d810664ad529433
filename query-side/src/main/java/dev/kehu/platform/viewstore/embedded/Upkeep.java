package dev.kehu.platform.viewstore.embedded;

import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.jspecify.annotations.Nullable;

/**
 * Commits, and gives space back. Every commit writes touched pages anew and leaves the old ones as
 * holes; without this the file would only grow. One thread comes here, alone.
 */
final class Upkeep {
    /**
     * What a version stopped using is written over two versions later at the earliest. No age is
     * asked besides, because each commit is forced to disk before the next begins.
     */
    private static final int VERSIONS_KEPT = 2;

    private static final int LIVE_PERCENT_UNDER_LOAD = 30;
    private static final int BYTES_UNDER_LOAD = 4 << 20;

    private static final int LIVE_PERCENT_IDLE = 80;

    /** What one commit of a bulk load may hold has to fit, for it is moved as a whole. */
    private static final int BYTES_IDLE = 64 << 20;

    private static final long SMALL_BYTES = 8 << 20;
    private static final int QUIET_TICKS = 3;
    private static final int LAST_TICK = 300;
    private static final String TICK = "tick";

    private final MVStore store;
    private final @Nullable FileStore<?> file;
    private final MVMap<String, Long> ticks;
    private int quiet;

    Upkeep(MVStore store) {
        this.store = store;
        this.file = store.getFileStore();
        this.ticks = store.openMap("upkeep");
        store.setRetentionTime(0);
        store.setVersionsToKeep(VERSIONS_KEPT);
    }

    /** What is moved here becomes durable with the next commit. */
    void commit() {
        quiet = 0;
        store.commit();
        if (file != null && file.size() > SMALL_BYTES) {
            store.compact(LIVE_PERCENT_UNDER_LOAD, BYTES_UNDER_LOAD);
        }
    }

    void sync() {
        store.sync();
    }

    /** One bounded step after a quiet while; steps follow each other until the file is tight. */
    void idle() {
        if (file == null || ++quiet < QUIET_TICKS || quiet > LAST_TICK || isTight(file)) {
            return;
        }
        ticks.put(TICK, (long) quiet); // holes are freed only as versions go by
        store.compact(LIVE_PERCENT_IDLE, BYTES_IDLE);
        store.commit();
        if (file instanceof RandomAccessStore holes) {
            holes.compactMoveChunks(LIVE_PERCENT_IDLE, BYTES_IDLE, store);
        }
        store.sync();
    }

    private static boolean isTight(FileStore<?> file) {
        return file.size() <= SMALL_BYTES
                || file.getChunksFillRate() >= LIVE_PERCENT_IDLE
                        && file.getFillRate() >= LIVE_PERCENT_IDLE;
    }
}
