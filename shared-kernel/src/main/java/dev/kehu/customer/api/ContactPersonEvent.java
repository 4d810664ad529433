package dev.kehu.customer.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What can have happened to a contact person, who is a data subject apart from the customer. */
public sealed interface ContactPersonEvent extends DomainEvent {
    ContactPersonId personId();

    /** A person to speak to at a customer was named. */
    @EventName("person.added")
    record ContactPersonAdded(
            @Subject ContactPersonId personId,
            @Open CustomerId customerId,
            @Personal @Nullable String name,
            @Personal @Nullable String role,
            @Personal(Category.CONTACT) @Nullable List<Contact> contacts,
            @Open Instant occurredAt)
            implements ContactPersonEvent {}
}
