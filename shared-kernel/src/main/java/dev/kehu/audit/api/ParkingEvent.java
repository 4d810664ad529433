package dev.kehu.audit.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What can have been decided about a subject a view had parked, or a step a saga or the outbox had;
 * it is done right after.
 */
public sealed interface ParkingEvent extends DomainEvent {
    ParkingId parkingId();

    /** Somebody decided to have the view fold the subject again, parked at this position. */
    @EventName("parking.retry-decided")
    record RetryDecided(
            @Open ParkingId parkingId,
            @Open String view,
            @Subject String subject,
            @Open Long position,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ParkingEvent {}

    /**
     * Somebody decided that the view leaves the event at this position out, until it is rebuilt.
     */
    @EventName("parking.skip-decided")
    record SkipDecided(
            @Open ParkingId parkingId,
            @Open String view,
            @Subject String subject,
            @Open Long position,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ParkingEvent {}

    /** Somebody decided to have a saga or the outbox do this step again. */
    @EventName("parking.step-retry-decided")
    record StepRetryDecided(
            @Open ParkingId parkingId,
            @Open String processor,
            @Open String sequence,
            @Open String kind,
            @Open Long position,
            @Open String code,
            @Subject String subject,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ParkingEvent {}

    /** Somebody decided that a saga or the outbox gives this step up for good. */
    @EventName("parking.step-skip-decided")
    record StepSkipDecided(
            @Open ParkingId parkingId,
            @Open String processor,
            @Open String sequence,
            @Open String kind,
            @Open Long position,
            @Open String code,
            @Subject String subject,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ParkingEvent {}
}
