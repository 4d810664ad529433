package dev.kehu.customer.command;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Handles the commands about customers: each touches several streams, in one unit of work and one
 * append.
 */
@Component
class CustomerFiles {
    private final Registration registration;
    private final Claims claims;
    private final Repository<Customer> customers;
    private final Repository<ContactPoint> contacts;
    private final Repository<ContactPerson> persons;

    CustomerFiles(
            Registration registration,
            Claims claims,
            Repository<Customer> customers,
            Repository<ContactPoint> contacts,
            Repository<ContactPerson> persons) {
        this.registration = registration;
        this.claims = claims;
        this.customers = customers;
        this.contacts = contacts;
        this.persons = persons;
    }

    @CommandHandler
    Receipt handle(RegisterCustomer c) {
        return receipt(registration.register(c), Map.of());
    }

    /** Corrects it for the customer that holds it, which may be one merged with the one named. */
    @CommandHandler
    Receipt handle(CorrectContact asked, @MetaDataValue("expected") @Nullable String expected) {
        CustomerId holder = claims.holderAmongMerged(asked.customerId(), asked.wrong());
        Stream.of(asked.customerId(), holder)
                .sorted(Comparator.comparing(CustomerId::value))
                .forEach(id -> load(id, expected));
        correct(new CorrectContact(holder, asked.wrong(), asked.right(), asked.occurredAt()));
        return receipt(holder, Map.of("contactId", asked.right().contactId().value()));
    }

    private void correct(CorrectContact c) {
        ContactPointId right = c.right().contactId();
        load(c.customerId(), null).execute(it -> it.decide(file -> file.decide(c)));
        Stream.of(c.wrong().value(), right.value())
                .sorted()
                .forEach(id -> Registration.lock(contacts, id, ContactPoint::new));
        Registration.on(
                contacts,
                c.wrong().value(),
                ContactPoint::new,
                point ->
                        point.decide(
                                claim -> claim.release(c.wrong(), c.customerId(), c.occurredAt())));
        Registration.on(
                contacts,
                right.value(),
                ContactPoint::new,
                point ->
                        point.decide(
                                claim ->
                                        claim.claimOrRefuse(
                                                right,
                                                c.customerId(),
                                                c.right().contact(),
                                                c.occurredAt())));
    }

    @CommandHandler
    Receipt handle(AddContactPerson c, @MetaDataValue("expected") @Nullable String expected) {
        load(c.customerId(), expected).execute(it -> it.file().allow(c));
        Registration.create(
                persons,
                () ->
                        ContactPerson.of(
                                new ContactPersonAdded(
                                        c.personId(),
                                        c.customerId(),
                                        c.name(),
                                        c.role(),
                                        c.contacts(),
                                        c.occurredAt())));
        return receipt(c.customerId(), Map.of("personId", c.personId().value()));
    }

    @CommandHandler
    Receipt handle(PlaceHold c, @MetaDataValue("expected") @Nullable String expected) {
        load(c.customerId(), expected).execute(it -> it.decide(file -> file.decide(c)));
        return receipt(c.customerId(), Map.of());
    }

    @CommandHandler
    Receipt handle(LiftHold c, @MetaDataValue("expected") @Nullable String expected) {
        load(c.customerId(), expected).execute(it -> it.decide(file -> file.decide(c)));
        return receipt(c.customerId(), Map.of());
    }

    @CommandHandler
    Receipt handle(MergeCustomers c, @MetaDataValue("expected") @Nullable String expected) {
        inOrder(
                c.survivor(),
                c.absorbed(),
                expected,
                (survivor, absorbed) -> {
                    survivor.execute(it -> it.decide(file -> file.absorb(c)));
                    absorbed.execute(it -> it.decide(file -> file.beAbsorbed(c)));
                });
        return receipt(c.survivor(), Map.of("absorbedId", c.absorbed().value()));
    }

    @CommandHandler
    Receipt handle(UnmergeCustomers c, @MetaDataValue("expected") @Nullable String expected) {
        inOrder(
                c.survivor(),
                c.absorbed(),
                expected,
                (survivor, absorbed) -> {
                    survivor.execute(it -> it.decide(file -> file.separate(c)));
                    absorbed.execute(it -> it.decide(file -> file.beRestored(c)));
                });
        return receipt(c.survivor(), Map.of("separatedId", c.absorbed().value()));
    }

    private interface OfTwo {
        void decide(Aggregate<Customer> one, Aggregate<Customer> other);
    }

    /**
     * Loads two streams in the order of their ids, so that two commands over the same pair cannot
     * block each other.
     */
    private void inOrder(
            CustomerId one, CustomerId other, @Nullable String expected, OfTwo decision) {
        if (one.value().compareTo(other.value()) <= 0) {
            Aggregate<Customer> first = load(one, expected);
            decision.decide(first, one.equals(other) ? first : load(other, null));
        } else {
            Aggregate<Customer> second = load(other, null);
            decision.decide(load(one, expected), second);
        }
    }

    /**
     * Loads a customer; with {@code expected}, the newest position the caller had seen, refuses
     * when its stream has moved since, up to the moment the decision is stored.
     */
    private Aggregate<Customer> load(CustomerId id, @Nullable String expected) {
        Aggregate<Customer> customer;
        try {
            customer = customers.load(id.value());
        } catch (AggregateNotFoundException e) {
            throw Refusal.unknown("customer.unknown", "There is no customer with this id");
        }
        if (expected != null) {
            refuseMoved(id, Long.parseLong(expected));
        }
        return customer;
    }

    /** Asked when the stream is locked: nobody here moves it any more. */
    private void refuseMoved(CustomerId id, long position) {
        if (claims.standing(id).position() > position) {
            throw Refusal.conflict(
                    "customer.changed",
                    "The customer changed since you read it; read it again, then decide");
        }
    }

    private static Receipt receipt(CustomerId customer, Map<String, String> more) {
        Map<String, String> ids = new java.util.TreeMap<>(more);
        ids.put("customerId", customer.value());
        return Receipt.of(customer.value(), ids);
    }
}
