package dev.kehu.privacy.command;

import dev.kehu.kernel.Receipt;
import dev.kehu.privacy.api.RetentionCommand.BeginRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.FinishRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.PrescribeRetention;
import dev.kehu.privacy.api.RetentionEvent;
import dev.kehu.privacy.api.RetentionId;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The stream of how long people are kept. */
@Aggregate(type = "retention", lockFactory = "locks")
class RetentionPolicy {
    @AggregateIdentifier private @Nullable RetentionId id;

    private RetentionState state = RetentionState.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(PrescribeRetention c) {
        return decided(c.retentionId(), state.decide(c));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(BeginRetentionRun c) {
        return decided(c.retentionId(), state.decide(c));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(FinishRetentionRun c) {
        return decided(c.retentionId(), state.decide(c));
    }

    private Receipt decided(RetentionId target, List<RetentionEvent> events) {
        events.forEach(AggregateLifecycle::apply);
        return Receipt.of(
                target.value(),
                Map.of(
                        "number", String.valueOf(state.number()),
                        "run", String.valueOf(state.run())));
    }

    RetentionState state() {
        return state;
    }

    @EventSourcingHandler
    void on(RetentionEvent event) {
        id = event.retentionId();
        state = state.evolve(event);
    }

    RetentionPolicy() {} // required by Axon
}
