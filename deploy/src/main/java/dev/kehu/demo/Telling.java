package dev.kehu.demo;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says how far a longer piece of work is, at intervals and once at its end. */
final class Telling implements AutoCloseable {
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("progress").factory());
    private final Runnable line;

    private Telling(Runnable line) {
        this.line = line;
    }

    static Telling every(Duration interval, Runnable line) {
        var telling = new Telling(line);
        telling.clock.scheduleAtFixedRate(
                line, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return telling;
    }

    void done() {
        clock.shutdownNow();
        line.run();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
