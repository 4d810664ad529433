package dev.kehu.platform.reading;

/**
 * How much of the history an answer reflects.
 *
 * @param position of the last event reflected
 * @param storePosition of the newest event there is
 */
public record Freshness(long position, long storePosition) {
    public long behind() {
        return Math.max(0, storePosition - position);
    }
}
