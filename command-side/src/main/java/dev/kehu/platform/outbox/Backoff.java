package dev.kehu.platform.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** How often something failed and when to try again: pauses double, half of each is chance. */
record Backoff(int failures, Instant until) {
    private static final long SHORTEST = Duration.ofMillis(100).toMillis();
    private static final int MOST_DOUBLINGS = 9; // 51.2 s

    static final Backoff NONE = new Backoff(0, Instant.MIN);

    boolean after(Instant now) {
        return until.isAfter(now);
    }

    Backoff failed(Instant now, RandomGenerator chance) {
        long pause = SHORTEST << Math.min(failures, MOST_DOUBLINGS);
        return new Backoff(
                failures + 1, now.plusMillis(pause / 2 + chance.nextLong(pause / 2 + 1)));
    }
}
