package dev.kehu.platform.eventstore;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appends the writer has not taken yet: at most {@value #MAX_MEMBERS} and at most {@value
 * #MAX_BYTES} bytes. A single append that is larger passes when nothing else waits, or it never
 * could.
 */
final class Waiting {
    static final int MAX_MEMBERS = 8192;
    static final long MAX_BYTES = 64 << 20;

    private final BlockingQueue<Append> queue = new ArrayBlockingQueue<>(MAX_MEMBERS);
    private final AtomicLong bytes = new AtomicLong();

    /** False when it would be more than may wait. */
    boolean offer(Append append) {
        long size = append.bytes();
        if (!reserve(size)) {
            return false;
        }
        if (!queue.offer(append)) {
            bytes.addAndGet(-size);
            return false;
        }
        return true;
    }

    private boolean reserve(long size) {
        while (true) {
            long now = bytes.get();
            if (now > 0 && now + size > MAX_BYTES) {
                return false;
            }
            if (bytes.compareAndSet(now, now + size)) {
                return true;
            }
        }
    }

    /** Puts the sign to stop behind what waits, however much that is. */
    void put(Append sign) throws InterruptedException {
        queue.put(sign);
    }

    Append take() throws InterruptedException {
        return taken(queue.take());
    }

    @Nullable Append poll() {
        Append next = queue.poll();
        return next == null ? null : taken(next);
    }

    boolean remove(Append append) {
        boolean removed = queue.remove(append);
        if (removed) {
            taken(append);
        }
        return removed;
    }

    private Append taken(Append append) {
        bytes.addAndGet(-append.bytes());
        return append;
    }

    int size() {
        return queue.size();
    }
}
