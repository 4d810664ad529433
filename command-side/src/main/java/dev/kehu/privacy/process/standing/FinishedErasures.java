package dev.kehu.privacy.process.standing;

import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureFinished;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The receipts of erasures that are finished, also for who waits until one is. */
@Component
public class FinishedErasures {
    private final EventHistory history;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    FinishedErasures(EventHistory history, GroupCommitEngine engine) {
        this.history = history;
        engine.onStored(stored -> signal());
    }

    /**
     * As {@link dev.kehu.privacy.process.receipt.ErasureReceipt} writes it; empty while the erasure
     * is not finished.
     */
    public Optional<String> receipt(String erasure) {
        return history.at(erasure, 1)
                .map(
                        event ->
                                switch (event.payload()) {
                                    case ErasureFinished e -> e.receipt();
                                    case TextsErasureFinished e -> e.receipt();
                                    default -> throw new IllegalStateException("No end");
                                });
    }

    /** As {@link #receipt}, once it is finished; waits at most that long. */
    public Optional<String> awaited(String erasure, Duration patience) {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            Optional<String> receipt = receipt(erasure);
            while (receipt.isEmpty() && nanos > 0) {
                nanos = moved.awaitNanos(nanos);
                receipt = receipt(erasure);
            }
            return receipt;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
