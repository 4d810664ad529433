package dev.kehu.platform.search;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one thread; waking it again before it has slept is the same. */
final class Signal {
    private final Semaphore woken = new Semaphore(0);

    void wake() {
        woken.release();
    }

    void await(Duration most) {
        try {
            if (woken.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) woken.drainPermits();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
