package dev.kehu.interaction.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionCommand.DiscardDelivery;
import dev.kehu.interaction.api.InteractionCommand.QuarantineDelivery;
import dev.kehu.interaction.api.InteractionEvent;
import dev.kehu.interaction.api.InteractionEvent.CustomerFileReceived;
import dev.kehu.interaction.api.InteractionEvent.DeliveryDiscarded;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What became of one delivery of a channel. */
record DeliveryState(Status status, @Nullable String subject) {
    static final DeliveryState UNKNOWN = new DeliveryState(Status.UNKNOWN, null);

    enum Status {
        UNKNOWN,
        QUARANTINED,
        RECORDED,
        FILED,
        DISCARDED
    }

    List<InteractionEvent> record(Delivery d, CustomerId customer, Facts f) {
        notSettled();
        return List.of(
                new InteractionRecorded(
                        d.interactionId(),
                        customer,
                        f.channel(),
                        f.direction(),
                        f.kind(),
                        f.occurredAt(),
                        f.amount(),
                        f.quantity(),
                        f.product(),
                        f.cost(),
                        f.durationSeconds(),
                        f.employee(),
                        f.summary(),
                        f.content(),
                        f.competitor(),
                        f.tags(),
                        f.further(),
                        f.inReplyTo(),
                        d.source(),
                        d.id(),
                        d.fingerprint()));
    }

    List<InteractionEvent> file(Delivery d, CustomerId customer, Instant occurredAt) {
        notSettled();
        return List.of(
                new CustomerFileReceived(
                        d.interactionId(),
                        customer,
                        occurredAt,
                        d.source(),
                        d.id(),
                        d.fingerprint()));
    }

    List<InteractionEvent> decide(QuarantineDelivery c) {
        Delivery d = c.delivery();
        return List.of(
                new DeliveryQuarantined(
                        d.interactionId(),
                        c.subject(),
                        c.reason(),
                        c.waitsFor(),
                        c.event(),
                        d.source(),
                        d.id(),
                        d.fingerprint(),
                        c.receivedAt()));
    }

    List<InteractionEvent> decide(DiscardDelivery c) {
        if (status != Status.QUARANTINED || subject == null) {
            throw Refusal.conflict("quarantine.not-held", "This delivery is not in quarantine");
        }
        return List.of(
                new DeliveryDiscarded(c.interactionId(), subject, c.reason(), c.occurredAt()));
    }

    List<InteractionEvent> decide(AnnotateInteraction c) {
        if (status != Status.RECORDED || subject == null) {
            throw Refusal.unknown("interaction.unknown", "There is no interaction with this id");
        }
        if (c.note() == null && (c.tags() == null || c.tags().isEmpty())) {
            throw Refusal.invalid("annotation.empty", "An annotation needs a note or tags");
        }
        return List.of(
                new InteractionAnnotated(
                        c.interactionId(),
                        new CustomerId(subject),
                        c.note(),
                        c.tags(),
                        c.occurredAt()));
    }

    private void notSettled() {
        if (status != Status.UNKNOWN && status != Status.QUARANTINED) {
            throw Refusal.conflict(
                    "delivery.settled", "This delivery was recorded or given up already");
        }
    }

    DeliveryState evolve(InteractionEvent event) {
        return switch (event) {
            case InteractionRecorded e ->
                    new DeliveryState(Status.RECORDED, e.customerId().value());
            case CustomerFileReceived e -> new DeliveryState(Status.FILED, e.customerId().value());
            case DeliveryQuarantined e -> new DeliveryState(Status.QUARANTINED, e.keptFor());
            case DeliveryDiscarded e -> new DeliveryState(Status.DISCARDED, subject);
            case InteractionAnnotated e -> this;
        };
    }
}
