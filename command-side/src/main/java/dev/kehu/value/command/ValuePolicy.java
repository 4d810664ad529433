package dev.kehu.value.command;

import dev.kehu.kernel.Receipt;
import dev.kehu.value.api.ValuePolicyCommand.NameSegments;
import dev.kehu.value.api.ValuePolicyCommand.PrescribeTreatments;
import dev.kehu.value.api.ValuePolicyCommand.QuoteRates;
import dev.kehu.value.api.ValuePolicyEvent;
import dev.kehu.value.api.ValuePolicyId;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The stream of what was decided about value for everybody. */
@Aggregate(type = "valuepolicy", lockFactory = "locks")
class ValuePolicy {
    @AggregateIdentifier private @Nullable ValuePolicyId id;

    private PolicyRecord record = PolicyRecord.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(QuoteRates c) {
        record.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.policyId(), record.rates());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(PrescribeTreatments c) {
        record.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.policyId(), record.treatments());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(NameSegments c) {
        record.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.policyId(), record.namings());
    }

    private static Receipt receipt(ValuePolicyId id, int number) {
        return Receipt.of(
                id.value(), Map.of("policyId", id.value(), "number", String.valueOf(number)));
    }

    @EventSourcingHandler
    void on(ValuePolicyEvent event) {
        id = event.policyId();
        record = record.evolve(event);
    }

    ValuePolicy() {} // required by Axon
}
