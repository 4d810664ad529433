package dev.kehu.customer.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What can have happened to a contact point: one customer claims it, or gives it up. */
public sealed interface ContactEvent extends DomainEvent {
    ContactPointId contactId();

    CustomerId customerId();

    /** The contact point belongs to this customer from now on. */
    @EventName("contact.claimed")
    record ContactClaimed(
            @Open ContactPointId contactId,
            @Subject CustomerId customerId,
            @Open String kind,
            @Personal(Category.CONTACT) @Nullable String value,
            @Personal(Category.CONTACT) @Nullable String system,
            @Open Instant occurredAt)
            implements ContactEvent {}

    /** The customer gave the contact point up; the next contact from it opens a new customer. */
    @EventName("contact.released")
    record ContactReleased(
            @Open ContactPointId contactId,
            @Subject CustomerId customerId,
            @Open Instant occurredAt)
            implements ContactEvent {}
}
