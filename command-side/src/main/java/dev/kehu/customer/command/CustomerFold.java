package dev.kehu.customer.command;

import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.memory.Fold;

import org.springframework.stereotype.Component;

/** How a customer file follows from the events of its stream. */
@Component
final class CustomerFold implements Fold<CustomerFile> {
    @Override
    public String streamType() {
        return "customer";
    }

    @Override
    public int revision() {
        return 2; // several holds: the longest stands
    }

    @Override
    public Class<CustomerFile> state() {
        return CustomerFile.class;
    }

    @Override
    public CustomerFile unknown() {
        return CustomerFile.UNKNOWN;
    }

    @Override
    public CustomerFile evolve(CustomerFile before, DomainEvent event) {
        return before.evolve((CustomerEvent) event);
    }

    @Override
    public boolean fromTheStart() {
        return true;
    }

    @Override
    public int bytes(CustomerFile state) {
        return 128 + 128 * state.absorbed().size();
    }
}
