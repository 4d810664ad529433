package dev.kehu.platform.saga;

import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.saga.Happening.Accepted;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.saga.Happening.Refused;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Welcomes a new customer; a day later tries to call, which is refused, and writes a letter
 * instead.
 */
public class Welcoming implements Process<Welcoming.Progress> {
    static final Duration PATIENCE = Duration.ofDays(1);

    /** How far it is. */
    public record Progress(CustomerId customer, Instant since, boolean welcomed) {}

    @Override
    public String name() {
        return "welcoming";
    }

    @Override
    public Set<Class<? extends DomainEvent>> hears() {
        return Set.of(CustomerRegistered.class);
    }

    @Override
    public Set<Class<?>> sends() {
        return Set.of(Note.class);
    }

    @Override
    public Keys associate(DomainEvent event) {
        return Keys.starting(((CustomerEvent) event).customerId().value());
    }

    @Override
    public Progress start() {
        return new Progress(new CustomerId(""), Instant.EPOCH, false);
    }

    @Override
    public Steps<Progress> next(Progress p, Happening happening) {
        return switch (happening) {
            case Occurred(CustomerRegistered e, var position) -> {
                Progress begun = new Progress(e.customerId(), e.occurredAt(), false);
                yield Steps.to(begun)
                        .send("welcome", note(begun, 1))
                        .wakeAt("call", e.occurredAt().plus(PATIENCE));
            }
            case Occurred other -> Steps.to(p);
            case Accepted(var step, var ids) when step.equals("letter") -> Steps.to(p).end();
            case Accepted welcome -> Steps.to(new Progress(p.customer(), p.since(), true));
            case Due call -> Steps.to(p).send("call", note(p, Note.FORBIDDEN));
            case Refused call -> Steps.to(p).send("letter", note(p, p.welcomed() ? 3 : 4));
        };
    }

    private static Note note(Progress p, int page) {
        return new Note(p.customer(), page, p.since());
    }
}
