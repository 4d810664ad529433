package dev.kehu.value.command;

import dev.kehu.kernel.Receipt;
import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitCommand.RecordRefusedFit;
import dev.kehu.value.api.ModelFitEvent;
import dev.kehu.value.api.ModelFitId;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The stream of what was learnt from orders. */
@Aggregate(type = "valuefit", lockFactory = "locks")
class ModelFit {
    @AggregateIdentifier private @Nullable ModelFitId id;

    private FitRecord learnt = FitRecord.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(RecordFit c) {
        learnt.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.fitId());
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(RecordRefusedFit c) {
        learnt.decide(c).forEach(AggregateLifecycle::apply);
        return receipt(c.fitId());
    }

    /** Names the fit that is used from now on, 0 when there is none. */
    private Receipt receipt(ModelFitId fit) {
        Integer good = learnt.lastGood();
        return Receipt.of(
                fit.value(),
                Map.of("fitId", fit.value(), "fit", good == null ? "0" : good.toString()));
    }

    @EventSourcingHandler
    void on(ModelFitEvent event) {
        id = event.fitId();
        learnt = learnt.evolve(event);
    }

    ModelFit() {} // required by Axon
}
