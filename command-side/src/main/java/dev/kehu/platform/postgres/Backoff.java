package dev.kehu.platform.postgres;

import java.time.Duration;

/**
 * When to try again: at once after something that worked, then after pauses that double. It never
 * waits itself.
 */
public final class Backoff {
    private static final long SHORTEST = Duration.ofMillis(100).toNanos();
    private static final long LONGEST = Duration.ofSeconds(5).toNanos();

    private long pause;
    private long next;

    public boolean due() {
        return pause == 0 || System.nanoTime() - next >= 0;
    }

    /** Answers the pause to keep, in nanoseconds. */
    public long failed() {
        pause = pause == 0 ? SHORTEST : Math.min(2 * pause, LONGEST);
        next = System.nanoTime() + pause;
        return pause;
    }

    public void worked() {
        pause = 0;
    }
}
