package dev.kehu.interaction.process;

import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.interaction.api.InteractionEvent.CustomerFileReceived;
import dev.kehu.interaction.api.InteractionEvent.DeliveryDiscarded;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.platform.state.HeldDeliveries;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/**
 * Keeps the list of held deliveries, in one transaction with its token, and wakes the release when
 * a code is claimed.
 */
@Component
@ProcessingGroup("quarantine")
class QuarantineList {
    private final HeldDeliveries held;
    private final WhenCodeClaimedThenReleaseDeliveries release;

    QuarantineList(HeldDeliveries held, WhenCodeClaimedThenReleaseDeliveries release) {
        this.held = held;
        this.release = release;
    }

    /**
     * Every event is taken, so that the processor's position never trails behind what it has no
     * business with.
     */
    @EventHandler
    void on(EventMessage<?> event, TrackingToken token, UnitOfWork<?> unit) {
        switch (event.getPayload()) {
            case DeliveryQuarantined e -> {
                held.add(
                        new HeldDeliveries.Held(
                                e.interactionId().value(),
                                e.reason(),
                                e.waitsFor(),
                                token.position().orElse(0),
                                e.occurredAt()));
                if (e.waitsFor() != null) {
                    unit.root().afterCommit(u -> release.wake(e.waitsFor()));
                }
            }
            case CodeClaimed e -> unit.root().afterCommit(u -> release.wake(e.codeId().value()));
            case InteractionRecorded e -> settled(e.interactionId().value(), event);
            case CustomerFileReceived e -> settled(e.interactionId().value(), event);
            case DeliveryDiscarded e -> held.remove(e.interactionId().value());
            default -> {}
        }
    }

    /**
     * What is recorded as the first event of its stream was never held; looking would cost every
     * interaction a write.
     */
    private void settled(String id, EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> e && e.getSequenceNumber() > 0) {
            held.remove(id);
        }
    }
}
