package dev.kehu.interaction.web;

import dev.kehu.interaction.api.InteractionCommand;
import dev.kehu.interaction.api.InteractionCommand.ReleaseDelivery;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.process.Releasing;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.cloudevents.CloudEvent;
import dev.kehu.platform.cloudevents.CloudEventReader;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;

/** Reads a kept delivery again, as it came, and sends what it means now. */
@Component
class Release implements Releasing {
    private static final Logger LOG = LoggerFactory.getLogger(Release.class);
    private static final Origin ITSELF = Origin.of("kehu");

    private final EventHistory history;
    private final DeliveryReader reader;
    private final Commands commands;
    private final CloudEventReader events = new CloudEventReader();

    Release(EventHistory history, DeliveryReader reader, Commands commands) {
        this.history = history;
        this.reader = reader;
        this.commands = commands;
    }

    @Override
    public boolean release(String interactionId) {
        try {
            release(interactionId, ITSELF);
            return true;
        } catch (Refusal e) {
            LOG.info("A delivery stays in quarantine: {}", e.code());
            return e.code().equals("delivery.settled");
        }
    }

    /**
     * @throws Refusal when it is not in quarantine, or still cannot be recorded
     */
    Receipt release(String interactionId, Origin origin) {
        RecordedEvent first =
                history.at(interactionId, 0)
                        .orElseThrow(
                                () ->
                                        Refusal.unknown(
                                                "interaction.unknown",
                                                "There is no delivery with this id"));
        if (!(first.payload() instanceof DeliveryQuarantined kept) || kept.event() == null) {
            throw Refusal.conflict("quarantine.not-held", "This delivery is not in quarantine");
        }
        CloudEvent event = events.structured(kept.event().getBytes(StandardCharsets.UTF_8));
        InteractionCommand command =
                switch (reader.read(event, kept.occurredAt(), true)) {
                    case Reading.Ready ready -> ready.command();
                    case Reading.Held held ->
                            throw Refusal.conflict(
                                    held.reason(),
                                    "It still cannot be recorded for the same reason");
                    case Reading.Wrong wrong ->
                            throw Refusal.conflict(wrong.code(), wrong.detail());
                };
        return commands.send(new ReleaseDelivery(kept.interactionId(), command), origin);
    }
}
