package dev.kehu.platform.live;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one stream. However often it is raised, there is one thing to do: look again. */
final class Signal {
    /** Why a wait ended. */
    enum Woken {
        RAISED,
        QUIET,
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean raised;
    private boolean ended;

    void raise() {
        change(() -> raised = true);
    }

    void end() {
        change(() -> ended = true);
    }

    /**
     * Waits that long, whatever is raised meanwhile.
     *
     * @return false once it has ended
     */
    boolean rest(Duration pause) {
        long nanos = pause.toNanos();
        lock.lock();
        try {
            while (!ended && nanos > 0) nanos = changed.awaitNanos(nanos);
            return !ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable how) {
        lock.lock();
        try {
            how.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Woken await(Duration quiet) {
        long nanos = quiet.toNanos();
        lock.lock();
        try {
            while (!raised && !ended && nanos > 0) nanos = changed.awaitNanos(nanos);
            if (ended) return Woken.ENDED;
            Woken woken = raised ? Woken.RAISED : Woken.QUIET;
            raised = false;
            return woken;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Woken.ENDED;
        } finally {
            lock.unlock();
        }
    }
}
