package dev.kehu.privacy.command;

import dev.kehu.privacy.api.ErasureRequestEvent;
import dev.kehu.privacy.api.ErasureRequestId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The stream of who asked for the erasure of one customer. */
@Aggregate(type = "erasurerequest", lockFactory = "locks")
class ErasureRequest {
    @AggregateIdentifier private @Nullable ErasureRequestId id;

    private ErasureRequestState state = ErasureRequestState.NONE;

    void decide(Function<ErasureRequestState, List<ErasureRequestEvent>> decision) {
        decision.apply(state).forEach(AggregateLifecycle::apply);
    }

    ErasureRequestState state() {
        return state;
    }

    @EventSourcingHandler
    void on(ErasureRequestEvent event) {
        id = event.requestId();
        state = state.evolve(event);
    }

    ErasureRequest() {} // required by Axon
}
