package dev.kehu.customer.command;

import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.customer.api.CustomerId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The stream of one customer. */
@Aggregate(type = "customer", lockFactory = "locks")
class Customer {
    @AggregateIdentifier private @Nullable CustomerId id;

    private CustomerFile file = CustomerFile.UNKNOWN;

    void decide(Function<CustomerFile, List<CustomerEvent>> decision) {
        decision.apply(file).forEach(AggregateLifecycle::apply);
    }

    CustomerFile file() {
        return file;
    }

    @EventSourcingHandler
    void on(CustomerEvent event) {
        id = event.customerId();
        file = file.evolve(event);
    }

    /** What is remembered of the stream stands for its events. */
    @EventSourcingHandler
    void on(CustomerFile known, @SourceId String stream) {
        id = new CustomerId(stream);
        file = known;
    }

    Customer() {} // required by Axon
}
