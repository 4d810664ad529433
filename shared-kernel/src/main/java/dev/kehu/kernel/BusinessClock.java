package dev.kehu.kernel;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Time as the business means it: the real time, unless a business day was set (a demo, an exercise,
 * a replay).
 */
public interface BusinessClock {
    /** The real time, UTC, whole milliseconds. */
    Instant real();

    /** The business day in the firm's zone. */
    LocalDate today();

    /**
     * The business time of something that happens now: the business day with the real time of day.
     */
    Instant now();
}
