package dev.kehu.privacy.process;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Erases again who came back with a history from before the erasure: the keys are gone already, now
 * the history says so, too.
 */
@Component
class Returned {
    private static final Logger LOG = LoggerFactory.getLogger(Returned.class);

    private final Tombstones tombstones;
    private final EventHistory history;
    private final CustomerLookup customers;
    private final Commands commands;
    private final StreamIds ids;
    private final BusinessClock clock;

    Returned(
            Tombstones tombstones,
            EventHistory history,
            CustomerLookup customers,
            Commands commands,
            StreamIds ids,
            BusinessClock clock) {
        this.tombstones = tombstones;
        this.history = history;
        this.customers = customers;
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
    }

    void eraseAgain() {
        for (Tombstones.Stone stone : tombstones.all()) {
            if (stone.store().equals(history.storeId())) {
                stone.customers().forEach(customer -> eraseAgain(new CustomerId(customer), stone));
            }
        }
    }

    private void eraseAgain(CustomerId customer, Tombstones.Stone stone) {
        if (customers.isErased(customer) || history.at(customer.value(), 0).isEmpty()) {
            return;
        }
        try {
            commands.send(
                    new EraseCustomer(
                            ids.freshErasure(),
                            customer,
                            true, // the list names everybody; merges of then say nothing of later
                            true, // holds of then, neither: this was decided when they were over
                            "Came back with a restored history",
                            "as " + stone.erasure(),
                            clock.today(),
                            clock.now()),
                    Origin.of("kehu"));
        } catch (Refusal refusal) {
            LOG.warn("Who came back with a restored history was not erased: {}", refusal.code());
        }
    }
}
