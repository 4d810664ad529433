package dev.kehu.platform.live;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Whose documents of a view changed, and has not been told. What is told while the view of who
 * belongs together is behind is told once more when that has come as far. Safe for any thread.
 */
public final class ToTell {
    private final LongSupplier customers;
    private final LongSupplier groups;
    private final Changed fresh = new Changed();

    /** Told at a position the groups had not reached, which is {@code awaited}. */
    private Changed early = new Changed();

    /** Told while others waited already. */
    private Changed earlier = new Changed();

    private long awaited;

    /**
     * @param customers position of the view
     * @param groups position of the view of who belongs together
     */
    public ToTell(LongSupplier customers, LongSupplier groups) {
        this.customers = customers;
        this.groups = groups;
    }

    /** To be told when it can be read. */
    public synchronized void changed(Set<String> some) {
        fresh.add(some, false);
    }

    /** All documents are others now, as after a rebuild. */
    public synchronized void anybody() {
        fresh.add(Set.of(), true);
    }

    /** What changed can be read now: whom to tell of, null when of nobody. */
    public synchronized @Nullable Moved readable() {
        Moved moved = fresh.moved();
        long reached = customers.getAsLong();
        if (moved != null && groups.getAsLong() < reached) {
            if (early.nobody()) awaited = reached;
            (awaited == reached ? early : earlier).add(fresh);
        }
        fresh.clear();
        return moved;
    }

    /** The view of who belongs together has moved: whom to tell of again, null when of nobody. */
    public synchronized @Nullable Moved grouped() {
        long grouped = groups.getAsLong(), reached = customers.getAsLong();
        if (early.nobody() || grouped < awaited) return null;
        if (grouped >= reached) {
            early.add(earlier);
            earlier.clear();
        }
        Moved moved = early.moved();
        early = earlier;
        earlier = new Changed();
        awaited = reached;
        return moved;
    }
}
