package dev.kehu.interaction.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference.ById;
import dev.kehu.customer.api.Identification;
import dev.kehu.interaction.api.InteractionCommand;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionCommand.DiscardDelivery;
import dev.kehu.interaction.api.InteractionCommand.QuarantineDelivery;
import dev.kehu.interaction.api.InteractionCommand.ReceiveCustomerFile;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.interaction.api.InteractionCommand.ReleaseDelivery;
import dev.kehu.interaction.api.InteractionEvent;
import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Handles the commands about interactions. A new delivery is written without reading its stream
 * first: the store refuses a second first event, and that refusal is how a resend is noticed.
 */
@Component
class Recording {
    private final Identification customers;
    private final Repository<Interaction> interactions;

    Recording(Identification customers, Repository<Interaction> interactions) {
        this.customers = customers;
        this.interactions = interactions;
    }

    @CommandHandler
    Receipt handle(RecordInteraction c) throws Exception {
        CustomerId customer = customers.identify(c.customer(), c.facts().occurredAt());
        return first(c, customer, state -> state.record(c.delivery(), customer, c.facts()));
    }

    @CommandHandler
    Receipt handle(ReceiveCustomerFile c) throws Exception {
        CustomerId customer = customers.register(c.file());
        return first(
                c, customer, state -> state.file(c.delivery(), customer, c.file().occurredAt()));
    }

    @CommandHandler
    Receipt handle(QuarantineDelivery c) throws Exception {
        interactions.newInstance(() -> Interaction.first(state -> state.decide(c)));
        return Receipt.of(c.subject(), Map.of("interactionId", c.interactionId().value()));
    }

    /** Records what was in quarantine, on the stream that kept it. */
    @CommandHandler
    Receipt handle(ReleaseDelivery c) {
        return switch (c.held()) {
            case RecordInteraction r -> {
                CustomerId customer = customers.identify(r.customer(), r.facts().occurredAt());
                yield next(
                        r.interactionId(),
                        customer,
                        state -> state.record(r.delivery(), customer, r.facts()));
            }
            case ReceiveCustomerFile f -> {
                CustomerId customer = customers.register(f.file());
                yield next(
                        f.interactionId(),
                        customer,
                        state -> state.file(f.delivery(), customer, f.file().occurredAt()));
            }
            case InteractionCommand other ->
                    throw new IllegalArgumentException("Only what a channel sent can be released");
        };
    }

    @CommandHandler
    Receipt handle(DiscardDelivery c) {
        String subject = decide(c.interactionId(), state -> state.decide(c));
        return Receipt.of(subject, Map.of("interactionId", c.interactionId().value()));
    }

    @CommandHandler
    Receipt handle(AnnotateInteraction c) {
        String subject =
                decide(
                        c.interactionId(),
                        state -> {
                            List<InteractionEvent> annotated = state.decide(c);
                            annotated.forEach(it -> refuseErased((InteractionAnnotated) it));
                            return annotated;
                        });
        return Receipt.of(subject, Map.of("interactionId", c.interactionId().value()));
    }

    /** Finding the customer also sees to it that nobody erases it until this is stored. */
    private void refuseErased(InteractionAnnotated it) {
        customers.identify(new ById(it.customerId()), it.occurredAt());
    }

    private Receipt first(
            InteractionCommand c,
            CustomerId customer,
            Function<DeliveryState, List<InteractionEvent>> decision)
            throws Exception {
        interactions.newInstance(() -> Interaction.first(decision));
        return receipt(c.interactionId(), customer);
    }

    private Receipt next(
            InteractionId id,
            CustomerId customer,
            Function<DeliveryState, List<InteractionEvent>> decision) {
        decide(id, decision);
        return receipt(id, customer);
    }

    /** The data subject of the interaction. */
    private String decide(
            InteractionId id, Function<DeliveryState, List<InteractionEvent>> decision) {
        try {
            Aggregate<Interaction> interaction = interactions.load(id.value());
            interaction.execute(it -> it.decide(decision));
            return interaction.invoke(Interaction::subject);
        } catch (AggregateNotFoundException e) {
            throw Refusal.unknown("interaction.unknown", "There is no interaction with this id");
        }
    }

    private static Receipt receipt(InteractionId id, CustomerId customer) {
        return Receipt.of(
                customer.value(),
                Map.of("customerId", customer.value(), "interactionId", id.value()));
    }
}
