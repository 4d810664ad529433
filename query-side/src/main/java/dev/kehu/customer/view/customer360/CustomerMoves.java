package dev.kehu.customer.view.customer360;

import dev.kehu.platform.live.Moved;
import dev.kehu.platform.live.ToTell;
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

/** Tells those who watch customers which have changed, once that can be read. */
@Component
final class CustomerMoves {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerMoves.class);
    private static final String CUSTOMERS = Customer360Projection.NAME;

    private final QueryUpdateEmitter emitter;
    private final ToTell toTell;

    CustomerMoves(QueryBus bus, ViewPositions positions, Groups groups) {
        this.emitter = bus.queryUpdateEmitter();
        String identities = groups.view();
        this.toTell = new ToTell(() -> positions.of(CUSTOMERS), () -> positions.of(identities));
        positions.listen(
                view -> {
                    if (view.equals(CUSTOMERS)) tell(toTell.readable());
                    else if (view.equals(identities)) tell(toTell.grouped());
                });
    }

    void written(Collection<Customer360> customers) {
        Set<String> ids = new HashSet<>();
        customers.forEach(customer -> ids.add(customer.id()));
        toTell.changed(ids);
    }

    void opened() {
        toTell.anybody();
    }

    private void tell(@Nullable Moved moved) {
        if (moved == null) return;
        try {
            if (!emitter.activeSubscriptions().isEmpty())
                emitter.emit(GetCustomerById.class, query -> true, moved);
        } catch (RuntimeException fault) { // of those who watch, never of the view
            LOG.warn("Watchers of customers were not told: {}", fault.getClass().getName());
        }
    }
}
