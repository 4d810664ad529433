package dev.kehu.customer.command;

import dev.kehu.customer.api.ContactPersonEvent;
import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.ContactPersonId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The stream of one contact person. */
@Aggregate(type = "person", lockFactory = "locks")
class ContactPerson {
    @AggregateIdentifier private @Nullable ContactPersonId id;

    static ContactPerson of(ContactPersonAdded added) {
        ContactPerson person = new ContactPerson();
        person.id = added.personId();
        AggregateLifecycle.apply(added);
        return person;
    }

    @EventSourcingHandler
    void on(ContactPersonEvent event) {
        id = event.personId();
    }

    ContactPerson() {} // required by Axon
}
