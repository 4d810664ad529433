package dev.kehu.platform.projection;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** How far each view has come. Waiters are woken by the batch that gets there. */
public final class ViewPositions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, Long> setbacks = new HashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Hears the name of a view whenever a batch of it can be read; called by the view's own thread,
     * so it has to be quick and must not throw.
     */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Position of one view, 0 while it is not open. */
    public long of(String view) {
        lock.lock();
        try {
            return positions.getOrDefault(view, 0L);
        } finally {
            lock.unlock();
        }
    }

    /** Position every one of these views has reached. */
    public long of(Collection<String> views) {
        return views.stream().mapToLong(this::of).min().orElse(0);
    }

    /** Position all views have reached, 0 when there are none. */
    public long min() {
        lock.lock();
        try {
            return positions.values().stream().mapToLong(Long::longValue).min().orElse(0);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all these views have reached the position.
     *
     * @return false when the time was over first, or the caller was interrupted
     */
    public boolean await(Collection<String> views, long position, Duration timeout) {
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            while (of(views) < position) {
                if (nanos <= 0) return false;
                nanos = moved.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one view. */
    public boolean await(String view, long position, Duration timeout) {
        return await(List.of(view), position, timeout);
    }

    /** Waits for all views. */
    public boolean await(long position, Duration timeout) {
        return await(names(), position, timeout);
    }

    /**
     * How often these views went back, all together. Who waited for a position and read then has
     * read what they were at that position where this stayed the same from before the wait.
     */
    public long setbacks(Collection<String> views) {
        lock.lock();
        try {
            return views.stream().mapToLong(view -> setbacks.getOrDefault(view, 0L)).sum();
        } finally {
            lock.unlock();
        }
    }

    /**
     * To be called by whoever keeps the view, once what it says can be read; where it goes back,
     * before anybody can read that.
     */
    public void reached(String view, long position) {
        lock.lock();
        try {
            Long before = positions.put(view, position);
            if (before != null && before > position) setbacks.merge(view, 1L, Long::sum);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(listener -> listener.accept(view));
    }

    private Collection<String> names() {
        lock.lock();
        try {
            return List.copyOf(positions.keySet());
        } finally {
            lock.unlock();
        }
    }
}
