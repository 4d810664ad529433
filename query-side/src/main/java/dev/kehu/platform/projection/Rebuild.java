package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Builds views anew from the whole history. The view in use answers, and follows new events, until
 * the new one has caught up; the switch is one step, so nobody ever sees half a view.
 */
public final class Rebuild {
    /** Close enough to the head to stop the processor and fold the rest. */
    private static final long NEAR = 2_000;

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final Views views;
    private final History history;
    private final LongSupplier nanoClock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public Rebuild(Views views, History history, LongSupplier nanoClock) {
        this.views = views;
        this.history = history;
        this.nanoClock = nanoClock;
    }

    /**
     * Builds one view anew; parked subjects are tried again.
     *
     * @return false when the listener cancelled
     * @throws Refusal {@code view.unknown}, or {@code view.rebuilding} while it is already rebuilt
     */
    public boolean rebuild(String view, Progress.Listener listener) {
        if (!views.names().contains(view))
            throw Refusal.unknown("view.unknown", "The views are " + views.names());
        return rebuild(views.running(view), listener);
    }

    private <D extends ViewDocument> boolean rebuild(
            RunningView<D> running, Progress.Listener listener) {
        String name = running.view().name();
        if (!busy.add(name))
            throw Refusal.conflict("view.rebuilding", "View " + name + " is being rebuilt");
        NewGeneration<D> next = running.view().nextGeneration();
        boolean switched = false;
        try {
            long start = nanoClock.getAsLong();
            switched = fold(name, next, start, listener) && replace(running, next, start, listener);
            return switched;
        } finally {
            if (!switched) next.drop();
            busy.remove(name);
        }
    }

    private boolean fold(
            String name, NewGeneration<?> next, long start, Progress.Listener listener) {
        long told = start;
        while (history.head() - next.position() > NEAR && next.page()) {
            long now = nanoClock.getAsLong();
            if (now - told < EVERY_NANOS) continue;
            told = now;
            if (!listener.on(Progress.of(name, next.position(), history.head(), now - start)))
                return false;
        }
        return true;
    }

    private <D extends ViewDocument> boolean replace(
            RunningView<D> running, NewGeneration<D> next, long start, Progress.Listener listener) {
        running.stop();
        try {
            while (next.page()) {}
            long done = next.position(), nanos = nanoClock.getAsLong() - start;
            if (!listener.on(Progress.of(running.view().name(), done, done, nanos))) return false;
            running.view().switchTo(next.finish());
            return true;
        } finally {
            running.start();
        }
    }
}
