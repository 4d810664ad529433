package dev.kehu.customer.command;

import dev.kehu.customer.api.ContactEvent;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.memory.Fold;

import org.springframework.stereotype.Component;

/** How a claim follows from the events of its contact point. */
@Component
final class ClaimFold implements Fold<Claim> {
    @Override
    public String streamType() {
        return "contact";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Class<Claim> state() {
        return Claim.class;
    }

    @Override
    public Claim unknown() {
        return Claim.FREE;
    }

    @Override
    public Claim evolve(Claim before, DomainEvent event) {
        return before.evolve((ContactEvent) event);
    }

    @Override
    public boolean fromTheStart() {
        return true;
    }

    @Override
    public int bytes(Claim state) {
        return 128;
    }
}
