package dev.kehu.platform.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An appended message as it would be read back: with its position as token and its recorded time.
 *
 * @param bytes what it takes on disk, payload and metadata
 */
record Recorded(TrackedEventMessage<?> message, int bytes) {
    /** None when the messages are not at hand. */
    static List<Recorded> of(List<StoredEvent> stored, List<DomainEventMessage<?>> appended) {
        List<Recorded> recorded = new ArrayList<>(stored.size());
        for (int i = 0; i < stored.size() && appended.size() == stored.size(); i++) {
            recorded.add(of(stored.get(i), appended.get(i)));
        }
        return recorded;
    }

    private static Recorded of(StoredEvent stored, DomainEventMessage<?> appended) {
        return new Recorded(
                message(stored, appended), stored.payload().length + stored.meta().length);
    }

    /** Made anew: the appended message itself would keep the bytes it was serialised to. */
    private static <T> TrackedEventMessage<T> message(
            StoredEvent stored, DomainEventMessage<T> appended) {
        Instant at = Instant.ofEpochMilli(stored.recordedAt());
        return new GenericTrackedDomainEventMessage<>(
                stored.trackingToken(),
                stored.streamType(),
                stored.stream(),
                stored.seq(),
                new GenericEventMessage<>(
                        appended.getIdentifier(),
                        appended.getPayload(),
                        appended.getMetaData(),
                        at),
                () -> at);
    }
}
