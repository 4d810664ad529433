package dev.kehu.audit.view.export;

import dev.kehu.interaction.api.InteractionEvent.CustomerFileReceived;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Base64;

/**
 * One stored event.
 *
 * @param id and {@code source}: what the channel called it; only on the event that recorded it
 *     first, null where erased
 * @param leaf leaf hash, base64
 */
record ExportLine(
        long position,
        @Nullable String id,
        @Nullable String source,
        String eventId,
        String stream,
        long seq,
        String name,
        String revision,
        Instant recordedAt,
        String leaf) {

    static ExportLine of(RecordedEvent e) {
        Origin origin = Origin.of(e);
        return new ExportLine(
                e.position(),
                origin.id(),
                origin.source(),
                e.eventId().toString(),
                e.stream(),
                e.seq(),
                e.name(),
                e.revision(),
                e.recordedAt(),
                Base64.getEncoder().encodeToString(e.leaf()));
    }

    private record Origin(@Nullable String id, @Nullable String source) {
        static final Origin NONE = new Origin(null, null);

        static Origin of(RecordedEvent event) {
            if (event.seq() != 0 || !event.stream().startsWith(InteractionId.PREFIX)) return NONE;
            return switch (event.payload()) {
                case InteractionRecorded e -> new Origin(e.id(), e.source());
                case CustomerFileReceived e -> new Origin(e.id(), e.source());
                case DeliveryQuarantined e -> new Origin(e.id(), e.source());
                default -> NONE;
            };
        }
    }
}
