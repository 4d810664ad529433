package dev.kehu.customer.view.difference;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.AsOf;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is different between two moments.
 *
 * @param id as asked for
 * @param changes by view and name of field
 * @param events those the changes name, ascending by position
 * @param position up to which history was looked at
 */
public record Difference(
        String id,
        Moment from,
        Moment to,
        List<Change> changes,
        List<Cause> events,
        long position) {

    /** One of the two; null is now. */
    public record Moment(@Nullable Instant asOf, @Nullable Instant knownAt) {
        static Moment of(AsOf time) {
            return new Moment(time.occurred(), time.known());
        }
    }

    /**
     * One field.
     *
     * @param from null where there was none
     * @param to null where there is none
     * @param causes positions of the events behind it, ascending, the newest twenty of them
     * @param caused how many there are
     */
    public record Change(
            String view,
            String field,
            @Nullable Object from,
            @Nullable Object to,
            List<Long> causes,
            int caused) {}

    /**
     * An event that counts at one of the moments alone.
     *
     * @param counts at which: {@code from} or {@code to}
     * @param by user name of the employee or channel that had it recorded
     * @param channel by which the customer was met; null for what is no interaction
     */
    public record Cause(
            long position,
            UUID eventId,
            String name,
            String customer,
            String counts,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable String by,
            @Nullable String channel) {
        static Cause of(RecordedEvent event, String customer, String counts) {
            return new Cause(
                    event.position(),
                    event.eventId(),
                    event.name(),
                    customer,
                    counts,
                    event.payload().occurredAt(),
                    event.recordedAt(),
                    event.metadata().get("actor"),
                    event.payload() instanceof InteractionRecorded e ? e.channel() : null);
        }
    }
}
