package dev.kehu.interaction.web;

import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.platform.cloudevents.CloudEvent;

import java.util.List;
import java.util.Optional;

/**
 * One readable item of a batch.
 *
 * @param index its place in the batch, from 0
 * @param references whom it names
 */
record BatchItem(int index, CloudEvent event, Reading reading, List<CustomerReference> references) {

    /** The stream of its delivery. */
    String stream() {
        return reading.delivery().interactionId().value();
    }

    /** Present where there is nothing to do but to record an interaction. */
    Optional<RecordInteraction> interaction() {
        return event.bytes() <= Intake.MAX_EVENT_BYTES
                        && reading instanceof Reading.Ready ready
                        && ready.command() instanceof RecordInteraction interaction
                ? Optional.of(interaction)
                : Optional.empty();
    }
}
