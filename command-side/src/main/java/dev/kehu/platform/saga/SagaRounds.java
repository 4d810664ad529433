package dev.kehu.platform.saga;

import dev.kehu.platform.round.Rounds;

import org.springframework.context.SmartLifecycle;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts and stops what sends letters and sweeps deadlines. */
final class SagaRounds implements SmartLifecycle {
    private static final long PATIENCE_SECONDS = 10;

    private final Runnable first;
    private final List<Rounds> rounds;
    private final ExecutorService threads;
    private volatile boolean running;

    SagaRounds(Runnable first, List<Rounds> rounds, ExecutorService threads) {
        this.first = first;
        this.rounds = rounds;
        this.threads = threads;
    }

    @Override
    public void start() {
        first.run();
        rounds.forEach(Rounds::start);
        running = true;
    }

    /**
     * A command that is at work is waited for; its letter is crossed out, or answers alike later.
     */
    @Override
    public void stop() {
        running = false;
        rounds.forEach(Rounds::stop);
        threads.shutdown();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
