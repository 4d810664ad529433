package dev.kehu.interaction.command;

import dev.kehu.interaction.api.InteractionEvent;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.memory.Fold;

import org.springframework.stereotype.Component;

/** How the state of a delivery follows from the events of its stream. */
@Component
final class DeliveryFold implements Fold<DeliveryState> {
    @Override
    public String streamType() {
        return "interaction";
    }

    @Override
    public int revision() {
        return 1;
    }

    @Override
    public Class<DeliveryState> state() {
        return DeliveryState.class;
    }

    @Override
    public DeliveryState unknown() {
        return DeliveryState.UNKNOWN;
    }

    @Override
    public DeliveryState evolve(DeliveryState before, DomainEvent event) {
        return before.evolve((InteractionEvent) event);
    }

    @Override
    public int bytes(DeliveryState state) {
        return 128;
    }
}
