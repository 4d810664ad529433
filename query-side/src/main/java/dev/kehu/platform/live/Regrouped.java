package dev.kehu.platform.live;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Who was joined or separated, which may change no document of a view but all that is shown of it.
 * What is told while the view is behind is told again until it has come as far. Safe for any
 * thread.
 */
final class Regrouped {
    private final Changed fresh = new Changed();
    private final Changed announced = new Changed();
    private long awaited;

    synchronized void changed(Set<String> customers) {
        fresh.add(customers, false);
    }

    /** The groups are as they were changed: whom to tell of, null when of nobody. */
    synchronized @Nullable Moved grouped(long groups, long view) {
        if (fresh.nobody()) return null;
        announced.add(fresh);
        fresh.clear();
        awaited = groups;
        return readable(view);
    }

    /** The view has come so far: whom to tell of again, null when of nobody. */
    synchronized @Nullable Moved readable(long view) {
        Moved moved = announced.moved();
        if (view >= awaited) announced.clear();
        return moved;
    }
}
