package dev.kehu.value.command;

import dev.kehu.kernel.Receipt;
import dev.kehu.platform.calendar.FirmClock;
import dev.kehu.value.api.CustomerValueCommand;
import dev.kehu.value.api.CustomerValueCommand.ApplyTreatment;
import dev.kehu.value.api.CustomerValueCommand.AssessCustomer;
import dev.kehu.value.api.CustomerValueCommand.ConcludeTreatment;
import dev.kehu.value.api.CustomerValueCommand.PlaceInSegment;
import dev.kehu.value.api.CustomerValueEvent;
import dev.kehu.value.api.CustomerValueId;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The stream of what one customer is worth. */
@Aggregate(type = "customervalue", lockFactory = "locks")
class CustomerValue {
    @AggregateIdentifier private @Nullable CustomerValueId id;

    private ValueRecord record = ValueRecord.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(AssessCustomer c) {
        record.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c, c.customerId().value());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(PlaceInSegment c) {
        record.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c, c.customerId().value());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(ApplyTreatment c) {
        record.decide(c).forEach(AggregateLifecycle::apply);
        return treated(c, record.treatments().size());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(ConcludeTreatment c, FirmClock clock) {
        record.decide(c, clock::dayOf).forEach(AggregateLifecycle::apply);
        return treated(c, c.number());
    }

    private static Receipt treated(CustomerValueCommand c, int number) {
        String customer = c.customerId().value();
        return Receipt.of(
                customer, Map.of("customerId", customer, "treatment", String.valueOf(number)));
    }

    private static Receipt receipt(CustomerValueCommand c, String customer) {
        return Receipt.of(customer, Map.of("customerId", customer, "valueId", c.valueId().value()));
    }

    @EventSourcingHandler
    void on(CustomerValueEvent event) {
        id = event.valueId();
        record = record.evolve(event);
    }

    /** What is remembered of the stream stands for its events. */
    @EventSourcingHandler
    void on(ValueRecord known, @SourceId String stream) {
        id = new CustomerValueId(stream);
        record = known;
    }

    CustomerValue() {} // required by Axon
}
