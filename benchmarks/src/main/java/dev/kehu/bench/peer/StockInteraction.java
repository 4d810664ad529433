package dev.kehu.bench.peer;

import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** An aggregate as Axon's guide writes one, with the same single event as ours. */
final class StockInteraction {
    @AggregateIdentifier private @Nullable String id;

    /** Asks for one event. */
    record Recording(@TargetAggregateIdentifier String id, InteractionRecorded event) {}

    /** Asks for the next one. */
    record Annotating(@TargetAggregateIdentifier String id, InteractionAnnotated event) {}

    StockInteraction() {} // required by Axon

    @CommandHandler
    StockInteraction(Recording command) {
        AggregateLifecycle.apply(command.event());
    }

    @CommandHandler
    void handle(Annotating command) {
        AggregateLifecycle.apply(command.event());
    }

    @EventSourcingHandler
    void on(InteractionRecorded event) {
        id = event.interactionId().value();
    }
}
