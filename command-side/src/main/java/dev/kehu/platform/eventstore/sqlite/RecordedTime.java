package dev.kehu.platform.eventstore.sqlite;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** The clock's time, but never earlier than what is recorded already. */
final class RecordedTime {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedTime.class);
    private static final Duration MUCH = Duration.ofHours(1);

    private final Clock clock;
    private long newest;
    private boolean told;

    RecordedTime(Clock clock) {
        this.clock = clock;
    }

    /** Of what is recorded now. */
    long next() {
        return Math.max(newest, clock.millis());
    }

    /** Something stands there at that time; a clock that was ahead once is noticed here. */
    void reached(long recordedAt) {
        newest = recordedAt;
        Duration ahead = Duration.ofMillis(newest - clock.millis());
        boolean far = ahead.compareTo(MUCH) > 0;
        if (far && !told) {
            LOG.warn(
                    "History is {} ahead of this machine's clock; until the clock is there,"
                            + " everything is recorded at the same time",
                    ahead.truncatedTo(ChronoUnit.MINUTES));
        }
        told = far;
    }
}
