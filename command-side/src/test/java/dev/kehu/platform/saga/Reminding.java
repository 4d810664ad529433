package dev.kehu.platform.saga;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;

import java.util.Set;

/** Reminds of a customer who has no contact person a day later. */
public class Reminding implements Process<Reminding.Progress> {
    /** Whom it is about. */
    public record Progress(CustomerId customer) {}

    @Override
    public String name() {
        return "reminding";
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
        return event instanceof ContactPersonAdded person
                ? Keys.of(person.customerId().value())
                : Keys.starting(((CustomerRegistered) event).customerId().value());
    }

    @Override
    public Progress start() {
        return new Progress(new CustomerId(""));
    }

    @Override
    public Steps<Progress> next(Progress p, Happening happening) {
        return switch (happening) {
            case Occurred(CustomerRegistered e, var position) ->
                    Steps.to(new Progress(e.customerId()))
                            .wakeAt("remind", e.occurredAt().plus(Welcoming.PATIENCE));
            case Due due -> Steps.to(p).send("remind", new Note(p.customer(), 1, due.at())).end();
            default -> Steps.to(p).end();
        };
    }
}
