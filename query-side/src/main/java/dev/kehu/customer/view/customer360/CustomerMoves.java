package dev.kehu.customer.view.customer360;

import dev.kehu.platform.live.Moved;
import dev.kehu.platform.projection.ViewPositions;

import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Tells those who watch customers which have changed, once that can be read. */
@Component
final class CustomerMoves {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerMoves.class);
    private final QueryUpdateEmitter emitter;
    private final Object changing = new Object();
    private Set<String> changed = new HashSet<>();
    private boolean all;

    CustomerMoves(QueryBus bus, ViewPositions positions) {
        this.emitter = bus.queryUpdateEmitter();
        positions.listen(
                view -> {
                    if (view.equals(Customer360Projection.NAME)) tell();
                });
    }

    void written(Collection<Customer360> customers) {
        synchronized (changing) {
            customers.forEach(customer -> changed.add(customer.id()));
        }
    }

    void opened() {
        synchronized (changing) {
            all = true;
        }
    }

    private void tell() {
        Moved moved;
        synchronized (changing) {
            if (changed.isEmpty() && !all) return;
            moved = new Moved(all ? null : Set.copyOf(changed));
            changed = new HashSet<>();
            all = false;
        }
        try {
            if (!emitter.activeSubscriptions().isEmpty())
                emitter.emit(GetCustomerById.class, query -> true, moved);
        } catch (RuntimeException fault) { // of those who watch, never of the view
            LOG.warn("Watchers of customers were not told: {}", fault.getClass().getName());
        }
    }
}
