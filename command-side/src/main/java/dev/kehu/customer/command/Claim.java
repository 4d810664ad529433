package dev.kehu.customer.command;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactEvent.ContactReleased;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Who holds a contact point. */
record Claim(@Nullable CustomerId owner) {
    static final Claim FREE = new Claim((CustomerId) null);

    /** Claims it if nobody holds it; the first claim wins and later ones change nothing. */
    List<ContactEvent> claim(
            ContactPointId id, CustomerId customer, Contact contact, Instant occurredAt) {
        return owner != null
                ? List.of()
                : List.of(
                        new ContactClaimed(
                                id,
                                customer,
                                contact.kind(),
                                contact.value(),
                                contact.system(),
                                occurredAt));
    }

    /** Claims it, or refuses when another customer holds it. */
    List<ContactEvent> claimOrRefuse(
            ContactPointId id, CustomerId customer, Contact contact, Instant occurredAt) {
        if (owner != null && !owner.equals(customer)) {
            throw Refusal.conflict(
                    "contact.claimed",
                    "Another customer is reached at this address; merge the two if they are one");
        }
        return claim(id, customer, contact, occurredAt);
    }

    /** Gives it up. */
    List<ContactEvent> release(ContactPointId id, CustomerId customer, Instant occurredAt) {
        if (!customer.equals(owner)) {
            throw Refusal.unknown("contact.unknown", "This customer has no such contact point");
        }
        return List.of(new ContactReleased(id, customer, occurredAt));
    }

    Claim evolve(ContactEvent event) {
        return switch (event) {
            case ContactClaimed e -> new Claim(e.customerId());
            case ContactReleased e -> FREE;
        };
    }
}
