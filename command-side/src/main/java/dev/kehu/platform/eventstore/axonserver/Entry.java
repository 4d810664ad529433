package dev.kehu.platform.eventstore.axonserver;

import com.google.protobuf.ByteString;

import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.StoredEvent;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Events as the server keeps them. What is stored of an event, byte for byte, is covered by its
 * leaf, so metadata stand in one text as they were serialised: the server would change numbers.
 */
final class Entry {
    private static final String STORE = "kehu-store";
    private static final String SUBJECT = "subject";
    private static final String META = "meta";

    private Entry() {}

    static Event of(Draft draft, long millis) {
        return event(
                        draft.streamType(),
                        draft.stream(),
                        draft.seq(),
                        draft.eventId().toString(),
                        millis)
                .setPayload(payload(draft.name(), draft.revision(), draft.payload()))
                .putMetaData(SUBJECT, text(draft.subject()))
                .putMetaData(META, text(exactly(draft.meta())))
                .build();
    }

    /** As it was recorded elsewhere. */
    static Event of(StoredEvent stored) {
        return of(stored.draft(), stored.recordedAt());
    }

    /** The first event of a context says whose it is. */
    static Event naming(UUID id, String storeId, long millis) {
        return event(STORE, STORE, 0, id.toString(), millis)
                .setPayload(
                        payload("kehu.store-named", "1", storeId.getBytes(StandardCharsets.UTF_8)))
                .putMetaData(STORE, text(storeId))
                .build();
    }

    /** The name of the store; empty when this is not what begins a context of Kehu's. */
    static String storeId(Event first) {
        return first.getAggregateIdentifier().equals(STORE)
                ? first.getMetaDataOrDefault(STORE, MetaDataValue.getDefaultInstance())
                        .getTextValue()
                : "";
    }

    /**
     * @throws Broken when Kehu did not write it
     */
    static Draft draft(Event event) {
        if (!event.containsMetaData(SUBJECT) || !event.containsMetaData(META)) {
            throw Broken.foreign();
        }
        return Draft.of(
                event.getAggregateType(),
                event.getAggregateIdentifier(),
                event.getAggregateSequenceNumber(),
                id(event),
                event.getPayload().getType(),
                event.getPayload().getRevision(),
                event.getMetaDataOrThrow(SUBJECT).getTextValue(),
                event.getPayload().getData().toByteArray(),
                event.getMetaDataOrThrow(META).getTextValue().getBytes(StandardCharsets.UTF_8));
    }

    private static UUID id(Event event) {
        try {
            return UUID.fromString(event.getMessageIdentifier());
        } catch (IllegalArgumentException e) {
            throw Broken.foreign();
        }
    }

    private static Event.Builder event(
            String type, String stream, long seq, String id, long millis) {
        return Event.newBuilder()
                .setAggregateType(type)
                .setAggregateIdentifier(stream)
                .setAggregateSequenceNumber(seq)
                .setMessageIdentifier(id)
                .setTimestamp(millis);
    }

    private static SerializedObject payload(String name, String revision, byte[] bytes) {
        return SerializedObject.newBuilder()
                .setType(name)
                .setRevision(revision)
                .setData(ByteString.copyFrom(bytes))
                .build();
    }

    private static MetaDataValue text(String text) {
        return MetaDataValue.newBuilder().setTextValue(text).build();
    }

    private static String exactly(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (!Arrays.equals(utf8, text.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException(
                    "Metadata are no UTF-8; this store keeps them as text");
        }
        return text;
    }
}
