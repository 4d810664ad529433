package dev.kehu.interaction.command;

import dev.kehu.interaction.api.InteractionEvent;
import dev.kehu.interaction.api.InteractionId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The stream of one delivery; its first event is the claim on (source, id). */
@Aggregate(type = "interaction", lockFactory = "locks")
class Interaction {
    @AggregateIdentifier private @Nullable InteractionId id;

    private DeliveryState state = DeliveryState.UNKNOWN;

    static Interaction first(Function<DeliveryState, List<InteractionEvent>> decision) {
        Interaction interaction = new Interaction();
        interaction.decide(decision);
        return interaction;
    }

    void decide(Function<DeliveryState, List<InteractionEvent>> decision) {
        decision.apply(state).forEach(AggregateLifecycle::apply);
    }

    /** Whom it is about, or whom it is kept for while that is not known. */
    String subject() {
        return Objects.requireNonNull(state.subject());
    }

    @EventSourcingHandler
    void on(InteractionEvent event) {
        id = event.interactionId();
        state = state.evolve(event);
    }

    /** What is remembered of the stream stands for its events. */
    @EventSourcingHandler
    void on(DeliveryState known, @SourceId String stream) {
        id = new InteractionId(stream);
        state = known;
    }

    Interaction() {} // required by Axon
}
