package dev.kehu.platform.projection.progress;

import dev.kehu.platform.projection.compare.Comparison;

import java.util.function.LongSupplier;

/** Tells how far a rebuild is, rests while it is paused, and hears when it shall end. */
public final class Pace {
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final Run run;
    private final Progress.Listener listener;
    private final LongSupplier nanoClock;
    private long from;
    private long start;
    private long told;

    public Pace(Run run, Progress.Listener listener, LongSupplier nanoClock) {
        this.run = run;
        this.listener = listener;
        this.nanoClock = nanoClock;
    }

    /** The work begins behind this position. */
    public void begins(long position) {
        from = position;
        start = nanoClock.getAsLong();
        told = start;
    }

    /** Called between two pages, holding little: returns once it need not rest. False: end here. */
    public boolean goOn(String views, long done, long total) {
        while (run.rests()) {
            long before = nanoClock.getAsLong();
            if (!listener.on(progress(views, done, total, true))) return cancelled();
            run.rest(EVERY_NANOS);
            start += nanoClock.getAsLong() - before; // a pause says nothing about the speed
        }
        return !run.ends() && toldNowAndThen(views, done, total);
    }

    /** The same without a rest. False: end here, or rest. */
    public boolean goesOn(String views, long done, long total) {
        return !run.rests() && !run.ends() && toldNowAndThen(views, done, total);
    }

    private boolean toldNowAndThen(String views, long done, long total) {
        return nanoClock.getAsLong() - told < EVERY_NANOS || tell(views, done, total);
    }

    /** Tells it now. False: end here. */
    public boolean tell(String views, long done, long total) {
        told = nanoClock.getAsLong();
        return listener.on(progress(views, done, total, false)) || cancelled();
    }

    public void compared(Comparison comparison) {
        listener.compared(comparison);
    }

    public void switched(String view) {
        listener.switched(view);
    }

    private boolean cancelled() {
        run.cancel();
        return false;
    }

    private Progress progress(String views, long done, long total, boolean paused) {
        long nanos = nanoClock.getAsLong() - start;
        return Progress.of(views, from, done, total, nanos, paused);
    }
}
