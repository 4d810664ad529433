package dev.kehu.platform.projection;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How views are kept.
 *
 * @param zone months and days of views are counted in it
 * @param batch most events folded and written together
 * @param remembered recently written documents kept in memory, per view
 * @param gathered bytes a rebuild may fill with events and documents before it writes
 * @param patience how long a rebuild waits for the batch at work to end
 */
public record ViewSettings(
        ZoneId zone, int batch, int remembered, long gathered, Duration patience) {
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    public static ViewSettings in(ZoneId zone) {
        return new ViewSettings(zone, 500, 2_000, gathered(0), PATIENCE);
    }

    /** As many as are asked for, or a quarter of what there is. */
    public static long gathered(long bytes) {
        return bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / 4;
    }
}
