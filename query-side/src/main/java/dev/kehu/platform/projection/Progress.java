package dev.kehu.platform.projection;

import java.time.Duration;

/**
 * How far a rebuild is.
 *
 * @param done events folded
 * @param total events there are
 * @param perSecond events a second since the start
 * @param remaining estimated time to the end
 */
public record Progress(String view, long done, long total, long perSecond, Duration remaining) {

    static Progress of(String view, long done, long total, long nanos) {
        long perSecond = Math.max(1, (long) (done * 1e9 / Math.max(1, nanos)));
        long seconds = Math.max(0, total - done) / perSecond;
        return new Progress(view, done, total, perSecond, Duration.ofSeconds(seconds));
    }

    /** Hears about progress at least every two seconds. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @return false to cancel; the view in use then stays as it is
         */
        boolean on(Progress progress);
    }
}
