package dev.kehu.platform.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

import java.time.Instant;

/**
 * An appended message as it would be read back: with its position as token and its recorded time.
 */
final class Recorded {
    private Recorded() {}

    static TrackedEventMessage<?> message(StoredEvent stored, DomainEventMessage<?> appended) {
        return of(stored, appended);
    }

    private static <T> TrackedEventMessage<T> of(
            StoredEvent stored, DomainEventMessage<T> appended) {
        return new GenericTrackedDomainEventMessage<>(
                stored.trackingToken(),
                stored.streamType(),
                stored.stream(),
                stored.seq(),
                appended,
                () -> Instant.ofEpochMilli(stored.recordedAt()));
    }
}
