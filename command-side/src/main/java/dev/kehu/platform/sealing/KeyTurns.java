package dev.kehu.platform.sealing;

import dev.kehu.platform.sealing.keystore.KeyStore;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The store of keys, used by one thread at a time. */
final class KeyTurns implements AutoCloseable {
    private static final long AFTER_YOU = Duration.ofMillis(1).toNanos();

    private final KeyStore store;
    private final ReentrantLock turn = new ReentrantLock();

    KeyTurns(KeyStore store) {
        this.store = store;
    }

    <T> T with(Function<KeyStore, T> work) {
        turn.lock();
        try {
            return work.apply(store);
        } finally {
            turn.unlock();
        }
    }

    /** Asks nothing of the store itself. */
    String place() {
        return store.place();
    }

    /** Out of turn, for it may wait for a key service. */
    void addWrapping() {
        store.addWrapping();
    }

    /** Lets others in after each page; how many keys were wrapped anew. */
    long rewrap() {
        long all = 0;
        for (int some; (some = with(KeyStore::rewrapSome)) > 0; ) {
            all += some;
            if (turn.hasQueuedThreads()) {
                LockSupport.parkNanos(AFTER_YOU); // or this thread is the first to lock it again
            }
        }
        return all;
    }

    @Override
    public void close() {
        store.close();
    }
}
