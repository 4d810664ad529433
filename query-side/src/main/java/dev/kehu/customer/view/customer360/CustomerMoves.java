package dev.kehu.customer.view.customer360;

import dev.kehu.platform.live.Moved;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.Groups;

import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells those who watch customers which have changed, once that can be read. Who belongs together
 * is another view: where that one comes later, it is told again.
 */
@Component
final class CustomerMoves {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerMoves.class);

    /** Beyond, it may be anybody. */
    private static final int MOST = 10_000;

    private final QueryUpdateEmitter emitter;
    private final Object changing = new Object();
    private final Changed fresh = new Changed();
    private final Changed told = new Changed();

    CustomerMoves(QueryBus bus, ViewPositions positions, Groups groups) {
        this.emitter = bus.queryUpdateEmitter();
        positions.listen(
                view -> {
                    if (view.equals(Customer360Projection.NAME)) tell(fresh, told);
                    else if (view.equals(groups.view())) tell(told, new Changed());
                });
    }

    /** Whose documents; guarded by {@code changing}. */
    private static final class Changed {
        private Set<String> customers = new HashSet<>();
        private boolean all;

        void add(Set<String> more, boolean anybody) {
            all |= anybody || customers.size() + more.size() > MOST;
            if (all) customers.clear();
            else customers.addAll(more);
        }

        @Nullable Moved taken(Changed next) {
            if (customers.isEmpty() && !all) return null;
            Moved moved = new Moved(all ? null : Set.copyOf(customers));
            next.add(customers, all);
            customers = new HashSet<>();
            all = false;
            return moved;
        }
    }

    void written(Collection<Customer360> customers) {
        Set<String> ids = new HashSet<>();
        customers.forEach(customer -> ids.add(customer.id()));
        synchronized (changing) {
            fresh.add(ids, false);
        }
    }

    void opened() {
        synchronized (changing) {
            fresh.add(Set.of(), true);
        }
    }

    private void tell(Changed from, Changed next) {
        Moved moved;
        synchronized (changing) {
            moved = from.taken(next);
        }
        if (moved == null) return;
        try {
            if (!emitter.activeSubscriptions().isEmpty())
                emitter.emit(GetCustomerById.class, query -> true, moved);
        } catch (RuntimeException fault) { // of those who watch, never of the view
            LOG.warn("Watchers of customers were not told: {}", fault.getClass().getName());
        }
    }
}
