package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent;
import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCodeId;
import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;

import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads claims without locking their streams. A code stays with its customer, so its owner may be
 * remembered; a contact point can be given up, so it is read each time.
 */
@Component
class Claims {
    private static final int REMEMBERED = 200_000;

    private final EventHistory history;
    private final Map<String, CustomerId> codes =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CustomerId> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Claims(EventHistory history) {
        this.history = history;
    }

    Optional<CustomerId> of(CustomerCodeId code) {
        synchronized (codes) {
            CustomerId known = codes.get(code.value());
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<CustomerId> owner =
                history.at(code.value(), 0).map(e -> ((CodeEvent) e.payload()).customerId());
        owner.ifPresent(
                customer -> {
                    synchronized (codes) {
                        codes.put(code.value(), customer);
                    }
                });
        return owner;
    }

    Optional<CustomerId> of(ContactPointId contact) {
        Claim claim = Claim.FREE;
        for (RecordedEvent event : history.readStream(contact.value())) {
            claim = claim.evolve((ContactEvent) event.payload());
        }
        return Optional.ofNullable(claim.owner());
    }

    /**
     * Whose contact point a customer means that answers for others, too: of those merged with it
     * the one that holds it, else the customer itself.
     */
    CustomerId holderAmongMerged(CustomerId customer, ContactPointId contact) {
        return of(contact)
                .filter(holder -> !holder.equals(customer) && exists(customer))
                .filter(holder -> survivor(holder).equals(survivor(customer)))
                .orElse(customer);
    }

    /** Who answers for a customer after all merges. */
    private CustomerId survivor(CustomerId customer) {
        CustomerFile file = CustomerFile.UNKNOWN;
        for (RecordedEvent event : history.readStream(customer.value())) {
            file = file.evolve((CustomerEvent) event.payload());
        }
        return file.survivor() == null ? customer : survivor(file.survivor());
    }

    /** Whether this is a customer: other streams have ids, too. */
    boolean exists(CustomerId customer) {
        return history.at(customer.value(), 0)
                .filter(first -> first.payload() instanceof CustomerEvent)
                .isPresent();
    }
}
