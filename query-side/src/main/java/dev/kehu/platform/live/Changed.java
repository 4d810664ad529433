package dev.kehu.platform.live;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/** Customers who changed; so many that it may be anybody are no longer counted. */
final class Changed {
    private static final int MOST = 10_000;

    private final Set<String> customers = new HashSet<>();
    private boolean all;

    void add(Set<String> more, boolean anybody) {
        all |= anybody || customers.size() + more.size() > MOST;
        if (all) customers.clear();
        else customers.addAll(more);
    }

    void add(Changed other) {
        add(other.customers, other.all);
    }

    boolean nobody() {
        return customers.isEmpty() && !all;
    }

    @Nullable Moved moved() {
        return nobody() ? null : new Moved(all ? null : Set.copyOf(customers));
    }

    void clear() {
        customers.clear();
        all = false;
    }
}
