package dev.kehu.platform.projection.progress;

import dev.kehu.platform.projection.compare.Comparison;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** One rebuild under way: what it is told, and what others wait for. */
public final class Run {
    private static final long TELL_EVERY_MILLIS = 1_000;

    private enum Wish {
        GO_ON,
        REST,
        CANCEL,
        STOP
    }

    private final Set<String> views;
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private final List<Comparison> comparisons = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private volatile Wish wish = Wish.GO_ON;
    private volatile boolean anew;
    private volatile @Nullable Progress latest;

    public Run(Set<String> views) {
        this.views = Collections.unmodifiableSet(new LinkedHashSet<>(views)); // in their order
    }

    public Set<String> views() {
        return views;
    }

    public boolean isAbout(Set<String> names) {
        return !Collections.disjoint(views, names);
    }

    /** From now on it is told of. */
    public void begun(long total) {
        latest = Progress.begun(String.join(", ", views), total);
    }

    public Optional<Progress> latest() {
        return Optional.ofNullable(latest);
    }

    /** Of the views switched so far. */
    public List<Comparison> comparisons() {
        return comparisons;
    }

    public void pause() {
        wish(Wish.REST);
    }

    public void goOn() {
        wish(Wish.GO_ON);
    }

    public void cancel() {
        wish(Wish.CANCEL);
    }

    /** The process ends: what is built so far is gone on with after the next start. */
    public void stop() {
        wish(Wish.STOP);
    }

    /** Who is to end does not go on. */
    private void wish(Wish next) {
        lock.lock();
        try {
            if (!isOver()) wish = next;
            told.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells one that rests to throw away what it has built, and to begin with the first event once
     * it goes on.
     *
     * @return false when it did not rest, or has not done so when the time is over
     */
    public boolean anew(Duration patience) {
        lock.lock();
        try {
            anew |= wish == Wish.REST;
            boolean asked = anew;
            told.signalAll();
            for (long left = patience.toNanos(); anew && left > 0; ) left = told.awaitNanos(left);
            return asked && !anew;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is to throw away what it has built. */
    public boolean throwsAway() {
        return anew;
    }

    /**
     * It has thrown away what it was to.
     *
     * @return whether it begins again
     */
    public boolean thrownAway() {
        lock.lock();
        try {
            anew = false;
            told.signalAll();
            return !isOver();
        } finally {
            lock.unlock();
        }
    }

    public boolean rests() {
        return wish == Wish.REST && !anew;
    }

    public boolean ends() {
        return isOver() || anew;
    }

    private boolean isOver() {
        return wish == Wish.CANCEL || wish == Wish.STOP;
    }

    public boolean stops() {
        return wish == Wish.STOP;
    }

    /** Returns when it need not rest any more, or the time is over. */
    public void rest(long nanos) {
        lock.lock();
        try {
            for (long left = nanos; rests() && left > 0; ) left = told.awaitNanos(left);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            wish = Wish.STOP;
        } finally {
            lock.unlock();
        }
    }

    /** Passes on to the caller's listener what others may ask for meanwhile. */
    public Progress.Listener telling(Progress.Listener listener) {
        return new Progress.Listener() {
            @Override
            public boolean on(Progress progress) {
                latest = progress;
                return listener.on(progress);
            }

            @Override
            public void compared(Comparison comparison) {
                comparisons.add(comparison);
                listener.compared(comparison);
            }

            @Override
            public void switched(String view) {
                listener.switched(view);
            }
        };
    }

    /** Does the work and lets everybody who waits know how it ended. */
    public boolean carryOut(BooleanSupplier work) {
        try {
            boolean done = work.getAsBoolean();
            result.complete(done);
            return done;
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
            throw failure;
        }
    }

    /** Returns when it has ended, however. */
    public void ended() {
        ending().join();
    }

    /** Returns when it has ended, however, or the time is over. */
    public void ended(Duration patience) {
        ending().completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS).join();
    }

    private CompletableFuture<Boolean> ending() {
        return result.exceptionally(failure -> false);
    }

    /**
     * Waits until it has ended, whoever began it.
     *
     * @return false when it was cancelled, or the listener no longer wants to wait
     */
    public boolean await(Progress.Listener listener) {
        while (true) {
            try {
                return result.get(TELL_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                Progress progress = latest;
                if (progress != null && !listener.on(progress)) return false;
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) throw cause;
                throw new IllegalStateException(failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
