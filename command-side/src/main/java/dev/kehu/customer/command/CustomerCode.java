package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent;
import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.customer.api.CodeEvent.CodeReleased;
import dev.kehu.customer.api.CustomerCodeId;
import dev.kehu.customer.api.CustomerId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * The stream of one customer code. A second first claim fails in the store; a later one follows a
 * release.
 */
@Aggregate(type = "code", lockFactory = "locks")
class CustomerCode {
    @AggregateIdentifier private @Nullable CustomerCodeId id;

    private @Nullable CustomerId owner;

    static CustomerCode claimedBy(CodeClaimed claim) {
        CustomerCode code = new CustomerCode();
        code.id = claim.codeId();
        AggregateLifecycle.apply(claim);
        return code;
    }

    /** Claims it after a release, or anew from who was erased. */
    void claim(CodeClaimed claim, Predicate<CustomerId> erased) {
        if (owner != null && !erased.test(owner)) {
            throw new ConcurrencyException("Another one claimed the code meanwhile");
        }
        AggregateLifecycle.apply(claim);
    }

    /** Gives it up, unless another customer has it by now. */
    void release(CustomerCodeId code, CustomerId customer, Instant occurredAt) {
        if (customer.equals(owner)) {
            AggregateLifecycle.apply(new CodeReleased(code, customer, occurredAt));
        }
    }

    @EventSourcingHandler
    void on(CodeEvent event) {
        id = event.codeId();
        owner =
                switch (event) {
                    case CodeClaimed e -> e.customerId();
                    case CodeReleased e -> null;
                };
    }

    CustomerCode() {} // required by Axon
}
