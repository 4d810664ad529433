package dev.kehu.platform.projection.progress;

import dev.kehu.platform.projection.compare.Comparison;

import java.time.Duration;

/**
 * How far a rebuild is.
 *
 * @param from where it began: 0, or what was folded before a restart
 * @param done position it has come to
 * @param total events there are
 * @param perSecond events a second since it began, pauses left out
 * @param remaining estimated time to the end
 * @param paused whether it rests
 */
public record Progress(
        String view,
        long from,
        long done,
        long total,
        long perSecond,
        Duration remaining,
        boolean paused) {

    /** Nothing is known of its speed yet. */
    static Progress begun(String views, long total) {
        return new Progress(views, 0, 0, total, 0, Duration.ZERO, false);
    }

    static Progress of(String view, long from, long done, long total, long nanos, boolean paused) {
        long perSecond = Math.max(1, (long) ((done - from) * 1e9 / Math.max(1, nanos)));
        long seconds = Math.max(0, total - done) / perSecond;
        return new Progress(
                view, from, done, total, perSecond, Duration.ofSeconds(seconds), paused);
    }

    /** How a rebuild ended. */
    public enum Ending {
        DONE,
        CANCELLED,
        FAILED
    }

    /** Hears about progress at least every two seconds. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @return false to cancel; the view in use then stays as it is
         */
        boolean on(Progress progress);

        /** A view was switched; what is not as it was. */
        default void compared(Comparison comparison) {}

        /** A view answers from the new build, whatever becomes of others. */
        default void switched(String view) {}

        /** Said before its views can be asked for again. */
        default void ended(Ending how) {}
    }
}
