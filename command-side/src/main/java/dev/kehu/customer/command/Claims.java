package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent;
import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.customer.api.CodeEvent.CodeReleased;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCodeId;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.memory.Standing;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.sealing.SubjectKeys;

import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads claims without locking their streams. A code stays with its customer until that is erased,
 * so its owner may be remembered here and is asked for that alone; a contact point can be given up,
 * so it is asked for each time.
 */
@Component
class Claims {
    private static final int REMEMBERED = 200_000;

    private final EventHistory history;
    private final States states;
    private final ClaimFold claims;
    private final CustomerFold files;
    private final SubjectKeys keys;
    private final Map<String, CustomerId> codes =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CustomerId> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Claims(
            EventHistory history,
            States states,
            ClaimFold claims,
            CustomerFold files,
            SubjectKeys keys) {
        this.history = history;
        this.states = states;
        this.claims = claims;
        this.files = files;
        this.keys = keys;
    }

    /** The living owner of a code. */
    Optional<CustomerId> of(CustomerCodeId code) {
        return standing(code).owner();
    }

    /**
     * How a code stands.
     *
     * @param owner the living one
     * @param seen whether its stream exists: then a claim is its next event, not its first
     */
    record Code(Optional<CustomerId> owner, boolean seen) {}

    Code standing(CustomerCodeId code) {
        CustomerId known;
        synchronized (codes) {
            known = codes.get(code.value());
        }
        return known != null && !erased(known) ? new Code(Optional.of(known), true) : read(code);
    }

    /** Anew: a code is given up when its customer is erased. */
    private Code read(CustomerCodeId code) {
        List<RecordedEvent> events = history.readStream(code.value());
        if (events.isEmpty()) {
            return new Code(Optional.empty(), false);
        }
        Optional<CustomerId> owner =
                switch ((CodeEvent) events.getLast().payload()) {
                    case CodeClaimed e when !erased(e.customerId()) -> Optional.of(e.customerId());
                    case CodeClaimed e -> Optional.empty();
                    case CodeReleased e -> Optional.empty();
                };
        synchronized (codes) {
            owner.ifPresentOrElse(
                    customer -> codes.put(code.value(), customer),
                    () -> codes.remove(code.value()));
        }
        return new Code(owner, true);
    }

    /** Whether a customer was erased, as far as it has come to be known here. */
    boolean erased(CustomerId customer) {
        return states.glance(files, customer.value()).erased();
    }

    /**
     * Whether a customer's keys are gone, or about to be. Reads nothing, so it is asked of every
     * contact; it only matters where a claim was under way while its customer was erased and gave
     * up the others.
     */
    boolean gone(CustomerId customer) {
        return keys.isForbidden(customer.value());
    }

    Optional<CustomerId> of(ContactPointId contact) {
        return Optional.ofNullable(standing(contact).state().owner()).filter(it -> !gone(it));
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
