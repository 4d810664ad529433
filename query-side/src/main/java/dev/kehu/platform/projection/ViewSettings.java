package dev.kehu.platform.projection;

import java.time.ZoneId;

/**
 * How views are kept.
 *
 * @param zone months and days of views are counted in it
 * @param batch most events folded and written together
 * @param remembered recently written documents kept in memory, per view
 */
public record ViewSettings(ZoneId zone, int batch, int remembered) {
    public static ViewSettings in(ZoneId zone) {
        return new ViewSettings(zone, 500, 2_000);
    }
}
