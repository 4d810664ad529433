package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.bulk.Passage;
import dev.kehu.platform.projection.progress.Pace;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.projection.progress.Progress.Ending;
import dev.kehu.platform.projection.progress.Run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A rebuild that is under way, and has to be carried out or given up. */
public final class Begun {
    private static final Logger LOG = LoggerFactory.getLogger(Begun.class);

    private final Views all;
    private final History history;
    private final LongSupplier nanoClock;
    private final Run run;
    private final Function<RunningView<?>, Build<?>> kind;
    private final Runnable leaving;

    /**
     * @param leaving from then on its views can be rebuilt by others
     */
    Begun(
            Views all,
            History history,
            LongSupplier nanoClock,
            Run run,
            Function<RunningView<?>, Build<?>> kind,
            Runnable leaving) {
        this.all = all;
        this.history = history;
        this.nanoClock = nanoClock;
        this.run = run;
        this.kind = kind;
        this.leaving = leaving;
    }

    public Set<String> views() {
        return run.views();
    }

    /**
     * @return false when it was cancelled
     * @throws Refusal {@code view.nothing-kept}
     */
    public boolean carryOut(Progress.Listener listener) {
        return run.carryOut(() -> toItsEnd(listener));
    }

    /** Nobody did anything about it. */
    public void giveUp() {
        leaving.run();
        run.carryOut(() -> false);
    }

    /** Who waits for its end is told when it has left, and its listener before that. */
    private boolean toItsEnd(Progress.Listener listener) {
        Ending how = Ending.FAILED;
        try {
            boolean done = build(new Pace(run, run.telling(listener), nanoClock));
            how = done ? Ending.DONE : Ending.CANCELLED;
            return done;
        } finally {
            leave(listener, how);
        }
    }

    private void leave(Progress.Listener listener, Ending how) {
        try {
            listener.ended(how);
        } finally {
            leaving.run();
        }
    }

    /** Begins again what was not switched to, as often as it is told to. */
    private boolean build(Pace pace) {
        Set<String> left = new LinkedHashSet<>(run.views());
        while (true) {
            if (built(left, pace)) return true;
            if (!run.throwsAway()) return false;
            for (String name : run.views()) dropOthers(name, left.contains(name));
            if (!run.thrownAway()) return false;
            LOG.info("The rebuild of {} begins anew: texts were erased", left);
        }
    }

    /**
     * @param building whether it was not switched to
     */
    private void dropOthers(String name, boolean building) {
        Succession<?> succession = all.running(name).view().succession();
        if (building) succession.dropOthers();
        else succession.dropKept();
    }

    /**
     * @param left less those switched to
     */
    private boolean built(Set<String> left, Pace pace) {
        List<Build<?>> builds = new ArrayList<>();
        try {
            for (String name : left) builds.add(kind.apply(all.running(name)));
            return fold(builds, pace) && replace(builds, pace);
        } finally {
            closeAll(builds, run.stops() && !run.throwsAway());
            builds.stream().filter(Build::switched).map(Build::name).forEach(left::remove);
        }
    }

    private static void closeAll(List<Build<?>> builds, boolean goesOnLater) {
        for (Build<?> build : builds)
            try {
                build.close(goesOnLater);
            } catch (RuntimeException failed) { // the reason to end may be the same, and is thrown
                LOG.warn(
                        "A build of view {} was left as it is: {}",
                        build.name(),
                        failed.getClass().getName());
            }
    }

    private boolean replace(List<Build<?>> builds, Pace pace) {
        for (Build<?> build : builds) if (!build.replace(history, pace)) return false;
        return true;
    }

    private boolean fold(List<Build<?>> builds, Pace pace) {
        long gathered = all.settings().gathered();
        try (Together together = new Together(builds, gathered / 2, all.vault())) {
            return new Passage(run, pace, history, gathered).through(together);
        }
    }
}
