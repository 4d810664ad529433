package dev.kehu.platform.projection;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One rebuild under way: what it is told by its own caller, and what others wait for. */
final class Run {
    private static final long TELL_EVERY_MILLIS = 1_000;

    private final Set<String> views;
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private volatile @Nullable Progress latest;

    Run(Set<String> views) {
        this.views = Collections.unmodifiableSet(new LinkedHashSet<>(views)); // in their order
    }

    Set<String> views() {
        return views;
    }

    boolean isAbout(Set<String> names) {
        return !Collections.disjoint(views, names);
    }

    /** Passes on to the caller's listener what others may ask for meanwhile. */
    Progress.Listener telling(Progress.Listener listener) {
        return progress -> {
            latest = progress;
            return listener.on(progress);
        };
    }

    /** Does the work and lets everybody who waits know how it ended. */
    boolean carryOut(BooleanSupplier work) {
        try {
            boolean done = work.getAsBoolean();
            result.complete(done);
            return done;
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
            throw failure;
        }
    }

    /**
     * Waits until it has ended, whoever began it.
     *
     * @return false when it was cancelled, or the listener no longer wants to wait
     */
    boolean await(Progress.Listener listener) {
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
