package dev.kehu.moving;

import dev.kehu.control.Replies;
import dev.kehu.platform.backup.Progress;

import java.time.Duration;

/** A line every two seconds, the first one after two. */
final class Paced implements Progress {
    private static final long EVERY = Duration.ofSeconds(2).toNanos();

    private final Replies replies;
    private long last = System.nanoTime();

    Paced(Replies replies) {
        this.replies = replies;
    }

    @Override
    public void at(String what, long done, long total, String unit) {
        long now = System.nanoTime();
        if (now - last >= EVERY) {
            last = now;
            replies.progress("%s: %,d of %,d %s".formatted(what, done, total, unit));
        }
    }
}
