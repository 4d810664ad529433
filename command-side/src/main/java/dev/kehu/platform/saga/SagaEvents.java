package dev.kehu.platform.saga;

import dev.kehu.kernel.DomainEvent;

import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;

/**
 * Hands a process the events it has business with; Axon's part. A reset is refused: what was done
 * is not done again.
 */
@DisallowReplay
final class SagaEvents {
    private final Instances<?> instances;

    SagaEvents(Instances<?> instances) {
        this.instances = instances;
    }

    /** Every event is taken, so that the processor's position never trails; few are decoded. */
    @EventHandler
    void on(DomainEventMessage<?> event, TrackingToken token) {
        if (instances.hears(event.getPayloadType())) {
            instances.heard((DomainEvent) event.getPayload(), token.position().orElseThrow());
        }
    }
}
