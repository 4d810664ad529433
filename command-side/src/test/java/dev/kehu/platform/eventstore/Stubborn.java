package dev.kehu.platform.eventstore;

import dev.kehu.platform.eventstore.forwarding.ForwardingLog;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A sound log whose next write does what a test tells it to: wait, fail, or hide what it did. */
final class Stubborn extends ForwardingLog {
    /** Stands in every message, as a name might. */
    static final String CANARY = "Ann Example";

    volatile @Nullable CountDownLatch holdsUntil;
    volatile boolean opens = true;
    private final Queue<Commit> commits = new ConcurrentLinkedQueue<>();

    /** What becomes of a commit. */
    enum Commit {
        WORKS,
        HIDES_THAT_IT_WORKED,
        HIDES_THAT_IT_FAILED,
        FAILS,
        DIES
    }

    /** How often it cannot be reopened from now on. */
    volatile int awayFor;

    Stubborn(EventLog log) {
        super(log);
    }

    /** What becomes of the next commits, in order; all later ones work. */
    void then(Commit... next) {
        commits.addAll(List.of(next));
    }

    @Override
    public List<Outcome> write(List<Append> group) {
        CountDownLatch latch = holdsUntil;
        if (latch != null) {
            await(latch);
        }
        Commit next = commits.poll();
        return switch (next == null ? Commit.WORKS : next) {
            case WORKS -> log.write(group);
            case HIDES_THAT_IT_WORKED -> {
                log.write(group);
                throw new UnknownOutcome(new IllegalStateException(CANARY));
            }
            case HIDES_THAT_IT_FAILED ->
                    throw new UnknownOutcome(new IllegalStateException(CANARY));
            case FAILS -> throw new IllegalStateException(CANARY);
            case DIES -> throw new OutOfMemoryError(CANARY);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long open() {
        if (!opens) {
            throw new StoreUnavailable("store.failed", CANARY);
        }
        if (awayFor > 0) {
            awayFor--;
            throw StoreUnavailable.unreachable("made up by a test", new IllegalStateException());
        }
        return log.open();
    }

    /** What others recorded, for a test to tell. */
    volatile @Nullable Consumer<List<StoredEvent>> others;

    @Override
    public void follow(Consumer<List<StoredEvent>> follower) {
        others = follower;
    }
}
