package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Builds views anew from the whole history. A view in use answers, and follows new events, until
 * the new one has caught up; the switch is one step, so nobody ever sees half a view.
 */
public final class Rebuild {
    /** Close enough to the head to stop the processor and fold the rest. */
    private static final long NEAR = 2_000;

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final Views views;
    private final History history;
    private final LongSupplier nanoClock;
    private final List<Run> runs = new CopyOnWriteArrayList<>();

    public Rebuild(Views views, History history, LongSupplier nanoClock) {
        this.views = views;
        this.history = history;
        this.nanoClock = nanoClock;
    }

    /**
     * Builds one view anew; parked subjects are tried again.
     *
     * @return false when the listener cancelled
     * @throws Refusal {@code view.unknown}
     */
    public boolean rebuild(String view, Progress.Listener listener) {
        return rebuild(List.of(view), listener);
    }

    /**
     * Builds views anew from one pass over the history, which is read once for all of them; then
     * they are switched one after the other. Where it is cancelled or fails half way, those
     * switched before stay switched and the others are as they were. What is being rebuilt already
     * is not rebuilt again: this waits for it and answers as it ends.
     *
     * @param names of views, in any order
     * @return false when this listener or the one of a rebuild waited for cancelled
     * @throws Refusal {@code view.unknown}
     */
    public boolean rebuild(Collection<String> names, Progress.Listener listener) {
        Set<String> wanted = new LinkedHashSet<>(names);
        if (!views.names().containsAll(wanted))
            throw Refusal.unknown("view.unknown", "The views are " + views.names());
        while (!wanted.isEmpty()) {
            Run mine = new Run(wanted);
            Run run = mineOrBefore(mine);
            if (run == mine) return carryOut(mine, listener);
            if (!run.await(listener)) return false;
            wanted.removeAll(run.views());
        }
        return true;
    }

    /** The run itself, now under way, or one that is about some of its views already. */
    private synchronized Run mineOrBefore(Run mine) {
        for (Run run : runs) if (run.isAbout(mine.views())) return run;
        runs.add(mine);
        return mine;
    }

    private boolean carryOut(Run run, Progress.Listener listener) {
        try {
            return run.carryOut(() -> build(run.views(), run.telling(listener)));
        } finally {
            runs.remove(run);
        }
    }

    /** Whether a view is being built anew now. */
    public boolean isRebuilding(String view) {
        return runs.stream().anyMatch(run -> run.views().contains(view));
    }

    private boolean build(Collection<String> names, Progress.Listener listener) {
        List<Build<?>> builds = new ArrayList<>();
        try {
            for (String name : names) builds.add(Build.of(views.running(name)));
            long start = nanoClock.getAsLong();
            if (!fold(builds, String.join(", ", names), start, listener)) return false;
            for (Build<?> build : builds)
                if (!build.replace(history, done -> told(build.name(), done, start, listener)))
                    return false;
            return true;
        } finally {
            builds.forEach(Build::close);
        }
    }

    private boolean told(String name, long done, long start, Progress.Listener listener) {
        return listener.on(Progress.of(name, done, done, nanoClock.getAsLong() - start));
    }

    private boolean fold(
            List<Build<?>> builds, String names, long start, Progress.Listener listener) {
        long told = start;
        long done = 0;
        try (History.Scan pages = history.scan(0)) {
            while (history.head() - done > NEAR) {
                List<RecordedEvent> page = pages.next();
                if (page.isEmpty()) break;
                builds.forEach(build -> build.fold(page));
                done = page.getLast().position();
                long now = nanoClock.getAsLong();
                if (now - told < EVERY_NANOS) continue;
                told = now;
                if (!listener.on(Progress.of(names, done, history.head(), now - start)))
                    return false;
            }
        }
        return true;
    }
}
