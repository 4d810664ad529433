package dev.kehu.platform.serializer;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.Envelope;

import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one class of events: open components and those of each sealed part go straight to their
 * places, then the constructor is called. What is written as the serializer writes it is read as
 * bytes; anything else token by token, and the same comes of both. A tree and a bean in between, as
 * the mapper makes them, cost several times as much. Members nobody knows are skipped, missing ones
 * read as null.
 */
final class EventDecoder {
    static final String SEALED = "_sealed";

    private final ObjectMapper mapper;
    private final Envelope envelope;
    private final Class<?> type;
    private final EventShape shape;
    private final Map<String, Place> places = new HashMap<>();
    private final UsualMembers usual;
    private final List<UsualMembers> usualParts;

    EventDecoder(Class<?> type, ObjectMapper mapper, Envelope envelope) {
        this.type = type;
        this.mapper = mapper;
        this.envelope = envelope;
        this.shape = EventShape.of(type);
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            places.put(
                    component.getName(),
                    new Place(
                            places.size(), ComponentReader.of(component.getGenericType(), mapper)));
        }
        usual = new UsualMembers(components, shape.open(), shape.sealed(), mapper);
        usualParts =
                shape.sealed().stream()
                        .map(part -> new UsualMembers(components, part.parts(), List.of(), mapper))
                        .toList();
    }

    /** Where a component stands in the constructor, and how it is read. */
    private record Place(int index, ComponentReader reader) {}

    DomainEvent read(byte[] stored) {
        @Nullable Object[] values = new Object[places.size()];
        List<EventShape.Sealed> parts = shape.sealed();
        byte @Nullable [][] sealed = new byte[parts.size()][];
        if (!usual.read(stored, values, sealed)) {
            members(stored, values, sealed);
        }
        for (int i = 0; i < sealed.length; i++) {
            byte[] part = sealed[i];
            if (part == null) {
                throw shape.lost(parts.get(i).category());
            }
            byte[] plain = envelope.open(parts.get(i).context(), part);
            if (plain != null && !usualParts.get(i).read(plain, values, null)) {
                members(plain, values, null);
            }
        }
        return shape.made(values);
    }

    /** As {@link #read(byte[])}, as if the keys of all sealed parts were gone. */
    DomainEvent readOpen(byte[] stored) {
        @Nullable Object[] values = new Object[places.size()];
        if (!usual.read(stored, values, null)) {
            members(stored, values, null);
        }
        return shape.made(values);
    }

    /** The revision that reads directly. */
    String revision() {
        return shape.name().revision();
    }

    /** The slow way of an older revision, by a tree that the steps change. */
    DomainEvent read(byte[] stored, List<Revisions.Step> steps) {
        ObjectNode event = tree(stored);
        JsonNode sealed = event.path(SEALED);
        event.remove(SEALED);
        for (Category category : steps.getFirst().sealed()) {
            EventShape.Sealed part = shape.sealed(category, List.of());
            JsonNode text = sealed.path(part.member());
            if (!text.isString()) {
                throw shape.lost(category);
            }
            byte[] plain = envelope.open(part.context(), text.stringValue());
            if (plain != null) {
                event.setAll(tree(plain));
            }
        }
        for (Revisions.Step step : steps) {
            event = step.change().apply(event);
        }
        return (DomainEvent) mapper.treeToValue(event, type);
    }

    private ObjectNode tree(byte[] json) {
        if (mapper.readTree(json) instanceof ObjectNode object) {
            return object;
        }
        throw unreadable();
    }

    /**
     * One JSON object; only the outer one has sealed parts. They stand last, so who leaves them
     * shut need not look behind them.
     */
    private void members(
            byte[] object, @Nullable Object[] values, byte @Nullable [] @Nullable [] sealed) {
        try (JsonParser json = mapper.createParser(object)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable();
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                Place place = places.get(name);
                if (place != null) {
                    values[place.index()] = place.reader().read(json);
                } else if (name.equals(SEALED)) {
                    if (sealed == null) {
                        return;
                    }
                    parts(json, sealed);
                } else {
                    json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw unreadable();
            }
        }
    }

    private void parts(JsonParser json, byte @Nullable [][] sealed) {
        Arrays.fill(sealed, null);
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String member = json.nextName(); member != null; member = json.nextName()) {
            JsonToken token = json.nextToken();
            int index = index(member);
            if (index >= 0) {
                sealed[index] =
                        token == JsonToken.VALUE_STRING
                                ? json.getString().getBytes(StandardCharsets.ISO_8859_1)
                                : null;
            }
            json.skipChildren();
        }
    }

    private int index(String member) {
        List<EventShape.Sealed> parts = shape.sealed();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).member().equals(member)) {
                return i;
            }
        }
        return -1;
    }

    private SerializationException unreadable() {
        return new SerializationException(
                "Stored event " + shape.name().value() + " is not one JSON object");
    }
}
