package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.projection.progress.Run;
import dev.kehu.platform.projection.progress.Runs;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Builds views anew from the whole history. A view in use answers, and follows new events, until
 * the new one has caught up; the switch is one step, so nobody ever sees half a view. What was in
 * use is kept until it is dropped, and the two are compared. A rebuild that ends with its process
 * is gone on with after the next start.
 */
public final class Rebuild {
    private final Views views;
    private final History history;
    private final LongSupplier nanoClock;
    private final Runs runs = new Runs();

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
     * @return false when this listener, the one of a rebuild waited for, or somebody else cancelled
     * @throws Refusal {@code view.unknown}
     */
    public boolean rebuild(Collection<String> names, Progress.Listener listener) {
        Set<String> wanted = known(names);
        while (!wanted.isEmpty()) {
            Run mine = new Run(wanted);
            Run run = runs.mineOrBefore(mine);
            if (run == mine) return begun(mine, Build::of).carryOut(listener);
            if (!run.await(listener)) return false;
            run.comparisons().stream()
                    .filter(each -> wanted.contains(each.view()))
                    .forEach(listener::compared);
            if (run.latest().isPresent()) wanted.removeAll(run.views()); // else nothing was built
        }
        return true;
    }

    /**
     * Answers from the builds that were in use before, once they have caught up; those in use are
     * kept.
     *
     * @return false when it was cancelled; what was kept is kept then
     * @throws Refusal {@code view.unknown}, {@code view.rebuilding}, {@code view.nothing-kept}
     */
    public boolean back(Collection<String> names, Progress.Listener listener) {
        return beginBack(names).carryOut(listener);
    }

    /**
     * The same as {@link #rebuild}, of views that are not being rebuilt already, for somebody who
     * does not wait: it is under way when this returns.
     *
     * @return empty where all of them are being rebuilt
     * @throws Refusal {@code view.unknown}
     */
    public Optional<Begun> begin(Collection<String> names) {
        return runs.aboutOthers(known(names)).map(run -> begun(run, Build::of));
    }

    /**
     * The same as {@link #back}, for somebody who does not wait.
     *
     * @throws Refusal {@code view.unknown}, {@code view.rebuilding}
     */
    public Begun beginBack(Collection<String> names) {
        return begun(alone(known(names)), Build::back);
    }

    private Begun begun(Run run, Function<RunningView<?>, Build<?>> kind) {
        run.begun(history.head());
        return new Begun(views, history, nanoClock, run, kind, () -> runs.left(run));
    }

    private Set<String> known(Collection<String> names) {
        if (!views.names().containsAll(names))
            throw Refusal.unknown("view.unknown", "The views are " + views.names());
        return new LinkedHashSet<>(names);
    }

    /** Whether a view is being built anew now. */
    public boolean isRebuilding(String view) {
        return runs.isAbout(view);
    }

    /** How far what is under way is. */
    public List<Progress> underWay() {
        return runs.latest();
    }

    /**
     * Lets rebuilds that are about any of these views rest, until they are told to go on or the
     * process ends.
     *
     * @return the views they are about
     */
    public Set<String> pause(Collection<String> names) {
        return runs.tell(known(names), Run::pause);
    }

    /**
     * Lets rebuilds go on that rest.
     *
     * @return the views they are about
     */
    public Set<String> goOn(Collection<String> names) {
        return runs.tell(known(names), Run::goOn);
    }

    /**
     * Ends rebuilds that are about any of these views; returns when nothing is left of them.
     *
     * @return the views they are about
     */
    public Set<String> cancel(Collection<String> names) {
        return runs.tell(
                known(names),
                run -> {
                    run.cancel();
                    run.ended();
                });
    }

    /** The builds that were in use before: view and position of the last event in them. */
    public Map<String, Long> kept() {
        Map<String, Long> kept = new LinkedHashMap<>();
        for (LiveView<?> view : views.all())
            view.succession().kept().ifPresent(each -> kept.put(view.name(), each.position()));
        return kept;
    }

    /**
     * Throws away the builds that were in use before.
     *
     * @return the views that had one
     * @throws Refusal {@code view.unknown}, {@code view.rebuilding}
     */
    public Set<String> dropKept(Collection<String> names) {
        Set<String> dropped = known(names);
        alone(dropped, () -> dropped.removeIf(name -> !succession(name).dropKept()));
        return dropped;
    }

    /**
     * Throws away whatever views hold beside what is in use, for it may say what is to be forgotten
     * by now: builds kept from before, and what a rebuild has built that ended with its process.
     * One that rests begins with the first event once it goes on.
     *
     * @param patience for each that rests
     * @throws Refusal {@code view.rebuilding} where one does not rest
     */
    public void dropOthers(Duration patience) {
        Set<String> idle = known(views.names());
        idle.removeAll(runs.anew(patience).orElseThrow(Rebuild::rebuilding));
        alone(idle, () -> idle.forEach(name -> succession(name).dropOthers()));
    }

    private Succession<?> succession(String view) {
        return views.running(view).view().succession();
    }

    /** Views whose rebuild rests. */
    public Set<String> resting() {
        return runs.resting();
    }

    private void alone(Set<String> names, Runnable work) {
        Run mine = alone(names);
        try {
            work.run();
        } finally {
            runs.left(mine);
            mine.carryOut(() -> true); // who waited asks again
        }
    }

    private static Refusal rebuilding() {
        return Refusal.conflict(
                "view.rebuilding", "A rebuild is under way; wait for it or cancel it");
    }

    private Run alone(Set<String> names) {
        Run mine = new Run(names);
        if (runs.mineOrBefore(mine) != mine) throw rebuilding();
        return mine;
    }

    /** The process ends: lets rebuilds write what they have folded, and begins no further one. */
    void stop(Duration patience) {
        runs.stop(patience);
    }
}
