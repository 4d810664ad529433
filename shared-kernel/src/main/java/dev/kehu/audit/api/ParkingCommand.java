package dev.kehu.audit.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What may be asked about a subject a view has parked. */
public sealed interface ParkingCommand {
    @TargetAggregateIdentifier
    default ParkingId parkingId() {
        return ParkingId.of(view(), subject());
    }

    String view();

    String subject();

    /** Fold the subject again. */
    record RetryParkedSubject(
            String view, String subject, @Nullable String reason, Instant occurredAt)
            implements ParkingCommand {}

    /** Leave the event out at which the subject is parked. */
    record SkipParkedPosition(
            String view, String subject, long position, @Nullable String reason, Instant occurredAt)
            implements ParkingCommand {}
}
