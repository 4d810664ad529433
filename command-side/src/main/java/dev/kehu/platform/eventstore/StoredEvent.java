package dev.kehu.platform.eventstore;

import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.serializer.SealedParts;

import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * One row of the event table, as Axon reads it. The message timestamp Axon sees is the recorded
 * time: nothing else is kept.
 *
 * @param recordedAt epoch milliseconds, UTC
 */
public record StoredEvent(
        long position,
        String streamType,
        String stream,
        long seq,
        UUID eventId,
        String name,
        String revision,
        String subject,
        long recordedAt,
        byte[] payload,
        byte[] meta,
        byte[] leaf)
        implements DomainEventData<byte[]>, TrackedEventData<byte[]> {

    /** Whether the leaf is that of these bytes: false when either was changed since. */
    public boolean fitsItsLeaf() {
        return Arrays.equals(leaf, Leaf.hash(entry()));
    }

    /** What the tree holds of these bytes; its leaf hash is {@link #leaf}, or they were changed. */
    public byte[] entry() {
        return Leaf.entry(draft(), recordedAt);
    }

    /** As it was before it was recorded. */
    public Draft draft() {
        return Draft.of(streamType, stream, seq, eventId, name, revision, subject, payload, meta);
    }

    /**
     * Its sealed parts; nothing is opened.
     *
     * @throws EventStoreException when they cannot be told
     */
    List<String> sealedParts() {
        try {
            List<String> parts = SealedParts.of(payload);
            parts.forEach(Envelope::keyOf);
            return parts;
        } catch (IllegalArgumentException unreadable) {
            throw new EventStoreException(
                    "What is sealed at position " + position + " cannot be told; run doctor",
                    unreadable);
        }
    }

    /** Whether every column is the same; a record compares its arrays by identity. */
    public boolean sameAs(StoredEvent other) {
        return position == other.position
                && seq == other.seq
                && recordedAt == other.recordedAt
                && eventId.equals(other.eventId)
                && List.of(streamType, stream, name, revision, subject)
                        .equals(
                                List.of(
                                        other.streamType,
                                        other.stream,
                                        other.name,
                                        other.revision,
                                        other.subject))
                && Arrays.equals(payload, other.payload)
                && Arrays.equals(meta, other.meta)
                && Arrays.equals(leaf, other.leaf);
    }

    @Override
    public TrackingToken trackingToken() {
        return new GlobalSequenceTrackingToken(position);
    }

    @Override
    public String getEventIdentifier() {
        return eventId.toString();
    }

    @Override
    public Instant getTimestamp() {
        return Instant.ofEpochMilli(recordedAt);
    }

    @Override
    public SerializedObject<byte[]> getMetaData() {
        return new SerializedMetaData<>(meta, byte[].class);
    }

    @Override
    public SerializedObject<byte[]> getPayload() {
        return new SimpleSerializedObject<>(payload, byte[].class, name, revision);
    }

    @Override
    public String getType() {
        return streamType;
    }

    @Override
    public String getAggregateIdentifier() {
        return stream;
    }

    @Override
    public long getSequenceNumber() {
        return seq;
    }
}
