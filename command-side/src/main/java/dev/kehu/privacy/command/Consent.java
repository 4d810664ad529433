package dev.kehu.privacy.command;

import dev.kehu.privacy.api.ConsentEvent;
import dev.kehu.privacy.api.ConsentId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The stream of what one customer allows. */
@Aggregate(type = "consent", lockFactory = "locks")
class Consent {
    @AggregateIdentifier private @Nullable ConsentId id;

    private ConsentState state = ConsentState.NONE;

    void decide(Function<ConsentState, List<ConsentEvent>> decision) {
        decision.apply(state).forEach(AggregateLifecycle::apply);
    }

    ConsentState state() {
        return state;
    }

    @EventSourcingHandler
    void on(ConsentEvent event) {
        id = event.consentId();
        state = state.evolve(event);
    }

    Consent() {} // required by Axon
}
