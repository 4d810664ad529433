package dev.kehu.interaction.process;

import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.interaction.api.InteractionEvent;
import dev.kehu.interaction.api.InteractionEvent.CustomerFileReceived;
import dev.kehu.interaction.api.InteractionEvent.DeliveryDiscarded;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.state.State;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

import java.util.Set;

/**
 * Keeps the list of held deliveries, in one transaction with its token, and wakes the release when
 * a code is claimed.
 */
@Component
@ProcessingGroup("quarantine")
class QuarantineList {
    private static final Set<Class<?>> BEGINNING =
            Set.of(DeliveryQuarantined.class, CodeClaimed.class);
    private static final Set<Class<?>> SETTLING =
            Set.of(InteractionRecorded.class, CustomerFileReceived.class, DeliveryDiscarded.class);

    private final HeldDeliveries held;
    private final WhenCodeClaimedThenReleaseDeliveries release;
    private final State state;

    QuarantineList(HeldDeliveries held, WhenCodeClaimedThenReleaseDeliveries release, State state) {
        this.held = held;
        this.release = release;
        this.state = state;
    }

    /**
     * Every event is taken, so that the processor's position never trails behind what it has no
     * business with.
     */
    @EventHandler
    void on(DomainEventMessage<?> event, TrackingToken token) {
        // The type is told without decoding. What is recorded as the first event of its stream was
        // never held: looking would cost every interaction a write.
        boolean first = event.getSequenceNumber() == 0;
        if (!(first ? BEGINNING : SETTLING).contains(event.getPayloadType())) {
            return;
        }
        switch (event.getPayload()) {
            case DeliveryQuarantined e -> hold(e, token);
            case CodeClaimed e -> wake(e.codeId().value());
            case InteractionEvent settled -> held.remove(settled.interactionId().value());
            default -> throw new IllegalStateException("No business of the quarantine");
        }
    }

    private void hold(DeliveryQuarantined e, TrackingToken token) {
        held.add(
                new HeldDeliveries.Held(
                        e.interactionId().value(),
                        e.reason(),
                        e.waitsFor(),
                        token.position().orElse(0),
                        e.occurredAt()));
        if (e.waitsFor() != null) {
            wake(e.waitsFor());
        }
    }

    private void wake(String stream) {
        state.afterCommit(() -> release.wake(stream));
    }
}
