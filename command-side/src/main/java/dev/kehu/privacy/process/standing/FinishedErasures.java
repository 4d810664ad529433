package dev.kehu.privacy.process.standing;

import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureFinished;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The receipts of erasures that are finished, also for who waits until one is. */
@Component
public class FinishedErasures {
    private static final Set<String> ENDS =
            Set.of("privacy.erasure-finished", "privacy.texts-erasure-finished");

    private final EventHistory history;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long ends;

    FinishedErasures(EventHistory history, GroupCommitEngine engine) {
        this.history = history;
        engine.onStored(this::stored);
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
        try {
            while (true) {
                long before = ends();
                Optional<String> receipt = receipt(erasure);
                if (receipt.isPresent() || nanos <= 0) {
                    return receipt;
                }
                nanos = awaitMoreThan(before, nanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private long ends() {
        lock.lock();
        try {
            return ends;
        } finally {
            lock.unlock();
        }
    }

    /** What is left of the time. */
    private long awaitMoreThan(long before, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (ends == before && left > 0) {
                left = moved.awaitNanos(left);
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** On the thread that everybody's acknowledgement waits for: reads nothing. */
    private void stored(List<StoredEvent> events) {
        if (events.stream().map(StoredEvent::name).noneMatch(ENDS::contains)) {
            return;
        }
        lock.lock();
        try {
            ends++;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
