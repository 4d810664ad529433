package dev.kehu.interaction.api;

import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerReference;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Everything that may be asked about interactions. */
public sealed interface InteractionCommand {
    @TargetAggregateIdentifier
    InteractionId interactionId();

    /** Record a contact with a customer. */
    record RecordInteraction(Delivery delivery, CustomerReference customer, Facts facts)
            implements InteractionCommand {
        @Override
        public InteractionId interactionId() {
            return delivery.interactionId();
        }
    }

    /** Take in a customer file a channel sent, and register or find the customer. */
    record ReceiveCustomerFile(Delivery delivery, RegisterCustomer file)
            implements InteractionCommand {
        @Override
        public InteractionId interactionId() {
            return delivery.interactionId();
        }
    }

    /**
     * Keep something that cannot be recorded yet, with the reason.
     *
     * @param subject random id the kept text is sealed for: whom it is about is not known yet
     * @param waitsFor stream whose first event releases it, or null when a person must look
     */
    record QuarantineDelivery(
            Delivery delivery,
            String subject,
            String reason,
            @Nullable String waitsFor,
            String event,
            Instant receivedAt)
            implements InteractionCommand {
        @Override
        public InteractionId interactionId() {
            return delivery.interactionId();
        }
    }

    /** Add a note or tags to an interaction, later. */
    record AnnotateInteraction(
            InteractionId interactionId,
            @Nullable String note,
            @Nullable List<String> tags,
            Instant occurredAt)
            implements InteractionCommand {}

    /** Record what was kept in quarantine, now that it can be. */
    record ReleaseDelivery(InteractionId interactionId, InteractionCommand held)
            implements InteractionCommand {}

    /** Give up on a quarantined delivery, with a reason. */
    record DiscardDelivery(InteractionId interactionId, String reason, Instant occurredAt)
            implements InteractionCommand {}
}
