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

    /**
     * Until then a chunk that was rewritten looks as if it were in use: what came of it would be
     * rewritten once more.
     */
    private static final int VERSIONS_BETWEEN = VERSIONS_KEPT + 2;

    private static final int LIVE_PERCENT_UNDER_LOAD = 30;
    private static final int BYTES_UNDER_LOAD = 8 << 20;

    private static final int LIVE_PERCENT_IDLE = 80;

    /**
     * Of a chunk of more pages the store remembers no table of contents: it would be read again for
     * each page that is dropped.
     */
    private static final int BYTES_IDLE = 16 << 20;

    /** What one commit of a bulk load may hold has to fit, for it is moved as a whole. */
    private static final int MOST_BYTES_IDLE = 64 << 20;

    private static final long SMALL_BYTES = 8 << 20;
    private static final int QUIET_TICKS = 3;
    private static final int LAST_TICK = 1_200;
    private static final String TICK = "tick";

    private final MVStore store;
    private final @Nullable FileStore<?> file;
    private final MVMap<String, Long> ticks;
    private int quiet;
    private int versions;

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
        if (file != null && file.size() > SMALL_BYTES && isTimeToRewrite()) {
            store.compact(LIVE_PERCENT_UNDER_LOAD, BYTES_UNDER_LOAD);
        }
    }

    private boolean isTimeToRewrite() {
        versions = (versions + 1) % VERSIONS_BETWEEN;
        return versions == 0;
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
        if (isTimeToRewrite() && !store.compact(LIVE_PERCENT_IDLE, BYTES_IDLE)) {
            store.compact(LIVE_PERCENT_IDLE, MOST_BYTES_IDLE);
        }
        store.commit();
        if (file instanceof RandomAccessStore holes) {
            holes.compactMoveChunks(LIVE_PERCENT_IDLE, MOST_BYTES_IDLE, store);
        }
        store.sync();
    }

    private static boolean isTight(FileStore<?> file) {
        return file.size() <= SMALL_BYTES
                || file.getChunksFillRate() >= LIVE_PERCENT_IDLE
                        && file.getFillRate() >= LIVE_PERCENT_IDLE;
    }
}
