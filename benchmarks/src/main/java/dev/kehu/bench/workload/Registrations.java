package dev.kehu.bench.workload;

import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.RecordedEvent;

/** A history in which people register, each with a phone number and a mail address. */
public record Registrations(People people) implements Unstored {
    private static final int EVENTS = 3;

    @Override
    public String storeId() {
        return "registrations-" + people.count();
    }

    @Override
    public long head() {
        return (long) people.count() * EVENTS;
    }

    @Override
    public RecordedEvent at(long position) {
        int customer = (int) ((position - 1) / EVENTS);
        String id = people.id(customer);
        DomainEvent event =
                switch ((int) ((position - 1) % EVENTS)) {
                    case 0 ->
                            new CustomerRegistered(
                                    new CustomerId(id),
                                    people.code(customer),
                                    people.name(customer),
                                    null,
                                    THEN);
                    case 1 -> contact(id, "phone", people.phone(customer));
                    default -> contact(id, "email", people.mail(customer));
                };
        return Unstored.recorded(position, id, event);
    }

    private static DomainEvent contact(String customer, String kind, String value) {
        ContactPointId id = new ContactPointId("contact-" + kind + customer);
        return new ContactClaimed(id, new CustomerId(customer), kind, value, null, THEN);
    }
}
