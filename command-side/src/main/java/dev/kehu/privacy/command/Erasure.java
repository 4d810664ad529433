package dev.kehu.privacy.command;

import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The stream of one erasure. */
@Aggregate(type = "erasure", lockFactory = "locks")
class Erasure {
    @AggregateIdentifier private @Nullable ErasureId id;

    private ErasureState state = ErasureState.UNKNOWN;

    static Erasure first(Function<ErasureState, List<ErasureEvent>> decision) {
        Erasure erasure = new Erasure();
        erasure.decide(decision);
        return erasure;
    }

    void decide(Function<ErasureState, List<ErasureEvent>> decision) {
        decision.apply(state).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(ErasureEvent event) {
        id = event.erasureId();
        state = state.evolve(event);
    }

    Erasure() {} // required by Axon
}
