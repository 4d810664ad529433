package dev.kehu.bench.metric;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed the other way round, all of it even when one does not close. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        IllegalStateException failed = null;
        for (AutoCloseable resource : open) {
            try {
                resource.close();
            } catch (Exception e) {
                failed = failed == null ? new IllegalStateException("Closing failed", e) : failed;
            }
        }
        open.clear();
        if (failed != null) {
            throw failed;
        }
    }
}
