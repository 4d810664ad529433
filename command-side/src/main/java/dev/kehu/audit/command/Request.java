package dev.kehu.audit.command;

import dev.kehu.audit.api.RequestEvent;
import dev.kehu.audit.api.RequestEvent.RequestAnswered;
import dev.kehu.audit.api.RequestId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The stream of one request. It is only ever created: a second answer fails in the store. */
@Aggregate(type = "request", lockFactory = "locks")
class Request {
    @AggregateIdentifier private @Nullable RequestId id;

    static Request answered(RequestAnswered answer) {
        Request request = new Request();
        request.id = answer.requestId();
        AggregateLifecycle.apply(answer);
        return request;
    }

    @EventSourcingHandler
    void on(RequestEvent event) {
        id = event.requestId();
    }

    Request() {} // required by Axon
}
