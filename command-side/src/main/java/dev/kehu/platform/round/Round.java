package dev.kehu.platform.round;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Does all that can be done now. */
@FunctionalInterface
public interface Round {
    /** When the next round is due if nobody wakes it before; null when it has to be woken. */
    @Nullable Instant go();
}
