package dev.kehu.platform.live;

import org.springframework.context.SmartLifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The answers that are open: so many at most, and ended before the server waits for requests. */
public final class Streams implements SmartLifecycle {
    private final LiveSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Slot> open = new HashSet<>();
    private final Map<String, Integer> byUser = new HashMap<>();
    private boolean closing;

    public Streams(LiveSettings settings) {
        this.settings = settings;
    }

    /**
     * @throws TooManyStreams {@code live.too-many}, {@code live.full}, {@code live.closing}
     */
    Slot open(String user) {
        lock.lock();
        try {
            if (closing) throw TooManyStreams.closing();
            if (byUser.getOrDefault(user, 0) >= settings.perUser())
                throw TooManyStreams.ofOne(settings.perUser());
            if (open.size() >= settings.most()) throw TooManyStreams.ofAll();
            Slot slot = new Slot(user);
            open.add(slot);
            byUser.merge(user, 1, Integer::sum);
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /** How many are open. */
    public int count() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        end(false);
    }

    @Override
    public void stop() {
        end(true);
    }

    private void end(boolean now) {
        List<Slot> ending;
        lock.lock();
        try {
            closing = now;
            ending = now ? new ArrayList<>(open) : List.of();
        } finally {
            lock.unlock();
        }
        ending.forEach(slot -> slot.signal.end());
    }

    @Override
    public boolean isRunning() {
        lock.lock();
        try {
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** The right to have one open, until it is closed. */
    final class Slot implements AutoCloseable {
        private final String user;
        final Signal signal = new Signal();

        private Slot(String user) {
            this.user = user;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (open.remove(this))
                    byUser.compute(user, (name, n) -> n == null || n == 1 ? null : n - 1);
            } finally {
                lock.unlock();
            }
        }
    }
}
