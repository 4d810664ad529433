package dev.kehu.audit.web;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.saga.Happening;
import dev.kehu.platform.saga.Keys;
import dev.kehu.platform.saga.Process;
import dev.kehu.platform.saga.Steps;

import java.util.Set;

/** Counts what it hears of a customer, and fails until it is mended. */
public class Stubborn implements Process<Stubborn.Progress> {
    public volatile boolean mended;

    /** How much it has heard. */
    public record Progress(int heard) {}

    @Override
    public String name() {
        return "stubborn";
    }

    @Override
    public Set<Class<? extends DomainEvent>> hears() {
        return Set.of(CustomerRegistered.class, ContactPersonAdded.class);
    }

    @Override
    public Set<Class<?>> sends() {
        return Set.of();
    }

    @Override
    public Keys associate(DomainEvent event) {
        CustomerId customer =
                event instanceof ContactPersonAdded person
                        ? person.customerId()
                        : ((CustomerRegistered) event).customerId();
        return Keys.starting(customer.value());
    }

    @Override
    public Progress start() {
        return new Progress(0);
    }

    @Override
    public Steps<Progress> next(Progress progress, Happening happening) {
        if (!mended) {
            throw new IllegalStateException("cannot");
        }
        return Steps.to(new Progress(progress.heard() + 1));
    }
}
