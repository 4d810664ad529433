package dev.kehu.platform.live;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * How something stands.
 *
 * @param settled false while it is in motion: its position is not certain, and whoever watches it
 *     will hear of the next
 * @param position everything recorded up to it is reflected
 * @param moved position of the last event that concerns it, {@link #EVER} where none tells
 * @param storePosition of the newest event there was
 * @param version changes whenever the body does
 * @param subjects whose documents decide it; null when it may be anybody's
 */
public record State(
        boolean settled,
        long position,
        long moved,
        long storePosition,
        String version,
        @Nullable Set<String> subjects,
        Object body) {

    public static final long EVER = Long.MAX_VALUE;

    /** Nobody need look any more. */
    public static State closing() {
        return new State(false, 0, EVER, 0, "", Set.of(), "");
    }

    /** Whether a reader who has seen the state at this position has seen this one. */
    boolean seenAt(long seen) {
        // A position the store does not have is one of another store, or of this one before a
        // restore.
        return seen >= moved && seen <= storePosition;
    }
}
