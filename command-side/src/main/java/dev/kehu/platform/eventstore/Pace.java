package dev.kehu.platform.eventstore;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often followers see the head move: at once after a pause, and at most every {@value
 * #GATHER_MILLIS} ms under load. A batch costs a follower much the same whatever its size, so a
 * hundred small groups a second would cost it ten times what ten larger ones do.
 */
final class Pace implements AutoCloseable {
    static final long GATHER_MILLIS = 10;

    private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);

    private final LongSupplier head;
    private final Runnable wake;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timer;
    private volatile long shown;
    private long shownAt;
    private boolean scheduled;

    Pace(LongSupplier head, Runnable wake) {
        this(
                head,
                wake,
                System::nanoTime,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("tail-pace").daemon().factory()));
    }

    Pace(LongSupplier head, Runnable wake, LongSupplier nanos, ScheduledExecutorService timer) {
        this.head = head;
        this.wake = wake;
        this.nanos = nanos;
        this.timer = timer;
        this.shown = head.getAsLong();
        this.shownAt = nanos.getAsLong() - GATHER;
    }

    /** The newest position followers may see. */
    long shown() {
        return shown;
    }

    /** The head has moved. */
    void moved() {
        synchronized (this) {
            if (scheduled || timer.isShutdown()) {
                return;
            }
            long wait = shownAt + GATHER - nanos.getAsLong();
            if (wait > 0) {
                scheduled = true;
                timer.schedule(this::show, wait, TimeUnit.NANOSECONDS);
                return;
            }
        }
        show();
    }

    private void show() {
        synchronized (this) {
            scheduled = false;
            shownAt = nanos.getAsLong();
            shown = head.getAsLong();
        }
        wake.run();
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
    }
}
