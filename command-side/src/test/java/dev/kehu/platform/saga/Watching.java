package dev.kehu.platform.saga;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.saga.Happening.Accepted;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.saga.Happening.Refused;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Notes everything it hears about a customer on a page of its own, and fails for whom it is told to
 * fail.
 */
final class Watching implements Process<Watching.Progress> {
    static final Instant DEADLINE = Instant.parse("1998-07-01T00:00:00Z");

    final Set<CustomerId> failing = new HashSet<>();
    final Set<CustomerId> strange = new HashSet<>();

    /** What it has heard so far. */
    record Progress(CustomerId customer, int heard) {}

    @Override
    public String name() {
        return "watching";
    }

    @Override
    public Set<Class<? extends DomainEvent>> hears() {
        return Set.of(CustomerRegistered.class, ContactPersonAdded.class);
    }

    @Override
    public Set<Class<?>> sends() {
        return Set.of(Note.class);
    }

    @Override
    public Keys associate(DomainEvent event) {
        CustomerId customer = customer(event);
        if (strange.contains(customer)) {
            throw new IllegalStateException("whose is it?");
        }
        return event instanceof CustomerRegistered
                ? Keys.starting(customer.value())
                : Keys.of(customer.value());
    }

    private static CustomerId customer(DomainEvent event) {
        return event instanceof ContactPersonAdded person
                ? person.customerId()
                : ((CustomerRegistered) event).customerId();
    }

    @Override
    public Progress start() {
        return new Progress(new CustomerId(""), 0);
    }

    @Override
    public Steps<Progress> next(Progress p, Happening happening) {
        CustomerId customer =
                happening instanceof Occurred(var event, var position)
                        ? customer(event)
                        : p.customer();
        if (failing.contains(customer)) {
            throw new IllegalStateException("cannot");
        }
        Progress more = new Progress(customer, p.heard() + 1);
        return switch (happening) {
            case Occurred(CustomerRegistered e, var position) ->
                    noted(more).wakeAt("end", DEADLINE);
            case Occurred person -> noted(more);
            case Accepted accepted -> Steps.to(p);
            case Refused refused -> Steps.to(p);
            case Due due -> noted(more).end();
        };
    }

    private static Steps<Progress> noted(Progress p) {
        String step = "note-" + p.heard();
        return Steps.to(p).send(step, new Note(p.customer(), 10 + p.heard(), DEADLINE));
    }
}
