package dev.kehu.platform.viewstore.embedded;

import dev.kehu.platform.viewstore.ViewStore;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Batches pass side by side, a commit waits for the open ones and holds back the next: a version
 * never holds half a batch. Fair, so that a commit is never starved.
 */
final class CommitBarrier {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    ViewStore.Batch enter() {
        lock.readLock().lock();
        return new Entered();
    }

    void refuseInside() {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException("a commit inside a batch would wait for itself");
        }
    }

    void alone(Runnable work) {
        lock.writeLock().lock();
        try {
            work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Leaves once, however often it is closed. */
    private final class Entered implements ViewStore.Batch {
        private boolean left;

        @Override
        public void close() {
            if (!left) {
                left = true;
                lock.readLock().unlock();
            }
        }
    }
}
