package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCodeId;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.memory.Standing;
import dev.kehu.platform.memory.States;

import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads claims without locking their streams. A code stays with its customer, so its owner may be
 * remembered here; a contact point can be given up, so it is asked for each time.
 */
@Component
class Claims {
    private static final int REMEMBERED = 200_000;

    private final EventHistory history;
    private final States states;
    private final ClaimFold claims;
    private final CustomerFold files;
    private final Map<String, CustomerId> codes =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CustomerId> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Claims(EventHistory history, States states, ClaimFold claims, CustomerFold files) {
        this.history = history;
        this.states = states;
        this.claims = claims;
        this.files = files;
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
        return Optional.ofNullable(standing(contact).state().owner());
    }

    Standing<Claim> standing(ContactPointId contact) {
        return states.of(claims, contact.value());
    }

    Standing<CustomerFile> standing(CustomerId customer) {
        return states.of(files, customer.value());
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
        CustomerId next = standing(customer).state().survivor();
        return next == null ? customer : survivor(next);
    }

    /** Whether this is a customer: other streams have ids, too. */
    boolean exists(CustomerId customer) {
        return states.exists(files, customer.value());
    }
}
