package dev.kehu.value.command;

import dev.kehu.kernel.Receipt;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelCommand.DiscardValueModel;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelEvent;
import dev.kehu.value.api.ValueModelId;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The stream of one value model. */
@Aggregate(type = "valuemodel", lockFactory = "locks")
class ValueModel {
    @AggregateIdentifier private @Nullable ValueModelId id;

    private ValueModels versions = ValueModels.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(DraftValueModel c) {
        versions.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.modelId(), versions.versions());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(ActivateValueModel c) {
        versions.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.modelId(), c.version());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(DiscardValueModel c) {
        versions.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.modelId(), c.version());
    }

    private static Receipt receipt(ValueModelId id, int version) {
        return Receipt.of(
                id.value(), Map.of("modelId", id.value(), "version", String.valueOf(version)));
    }

    @EventSourcingHandler
    void on(ValueModelEvent event) {
        id = event.modelId();
        versions = versions.evolve(event);
    }

    ValueModel() {} // required by Axon
}
