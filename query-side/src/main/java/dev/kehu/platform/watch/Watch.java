package dev.kehu.platform.watch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the watchdog go its round in the background: once after the views have started, then now and
 * again. It rests four times as long as it has worked, so that it costs a fifth of a core at most.
 */
public final class Watch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int RESTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Watchdog dog;
    private final Duration every;
    private volatile CountDownLatch ending = new CountDownLatch(1);
    private volatile Thread thread = new Thread();

    /**
     * @param every between two rounds; zero: only when asked
     */
    public Watch(Watchdog dog, Duration every) {
        this.dog = dog;
        this.every = every;
    }

    @Override
    public void start() {
        if (every.isZero()) return;
        ending = new CountDownLatch(1);
        thread = Thread.ofPlatform().daemon().name("views-watch").start(this::watch);
    }

    private void watch() {
        do round();
        while (!ended(every.toNanos()));
    }

    private void round() {
        long[] since = {System.nanoTime()};
        try {
            dog.round(
                    (done, total) -> {
                        long worked = System.nanoTime() - since[0];
                        boolean goesOn = !ended(RESTS * worked);
                        since[0] = System.nanoTime();
                        return goesOn;
                    });
        } catch (RuntimeException | Error failure) { // it comes again, whatever this was
            LOG.error("The views could not be looked at: {}", failure.getClass().getName());
        }
    }

    private boolean ended(long nanos) {
        try {
            return ending.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    @Override
    public void stop() {
        ending.countDown();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** After the views have started, before they are stopped. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 4_095;
    }
}
