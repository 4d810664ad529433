package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent;
import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.customer.api.CustomerCodeId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The stream of one customer code. It is only ever created: a second claim fails in the store. */
@Aggregate(type = "code", lockFactory = "locks")
class CustomerCode {
    @AggregateIdentifier private @Nullable CustomerCodeId id;

    static CustomerCode claimedBy(CodeClaimed claim) {
        CustomerCode code = new CustomerCode();
        code.id = claim.codeId();
        AggregateLifecycle.apply(claim);
        return code;
    }

    @EventSourcingHandler
    void on(CodeEvent event) {
        id = event.codeId();
    }

    CustomerCode() {} // required by Axon
}
