package dev.kehu.platform.serializer;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.platform.sealing.Envelope;

import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Axon's Jackson serializer with stable names and sealed events. An event is stored as JSON of its
 * open components plus {@code "_sealed":{"contact":…,"content":…,"other":…}}, one ciphertext for
 * each category it has. Anything else (tokens, metadata, commands) is plain JSON. An unknown stored
 * name is an error: skipping it would be silent loss.
 */
public final class SealingSerializer extends Jackson3Serializer {
    private static final int MOST_KNOWN = 1_000;
    private static final int MOST_KNOWN_MEMBERS = 1;

    private final Map<MetaData, byte[]> metadata = new ConcurrentHashMap<>();
    private final Remembered<Map<String, String>> textsRead = new Remembered<>(this::texts);
    private final Remembered<MetaData> metadataRead = new Remembered<>(this::metadata);
    private final Map<Class<?>, EventDecoder> decoders = new ConcurrentHashMap<>();
    private final EventNames names;
    private final Envelope envelope;
    private final Revisions revisions;
    private final ObjectMapper mapper;
    private final ComponentWriter writer;

    public SealingSerializer(EventNames names, Envelope envelope) {
        this(names, envelope, new Revisions(Revisions.STEPS));
    }

    SealingSerializer(EventNames names, Envelope envelope, Revisions revisions) {
        super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(StoredJson::configure));
        this.names = names;
        this.envelope = envelope;
        this.revisions = revisions;
        this.mapper = getObjectMapper();
        this.writer = new ComponentWriter(mapper);
    }

    @Override
    public <T> SerializedObject<T> serialize(Object object, Class<T> representation) {
        if (object instanceof Message) {
            throw new SerializationException("A message was given where its payload belongs");
        }
        if (object instanceof DomainEvent event) {
            byte[] bytes = write(event, EventShape.of(event.getClass()));
            SerializedType type = typeForClass(event.getClass());
            return getConverter()
                    .convert(
                            new SimpleSerializedObject<>(bytes, byte[].class, type),
                            representation);
        }
        if (object instanceof MetaData data && data.size() <= MOST_KNOWN_MEMBERS) {
            return remembered(data, representation);
        }
        return super.serialize(object, representation);
    }

    /** Events of one user carry the same metadata again and again: who asked. */
    private <T> SerializedObject<T> remembered(MetaData data, Class<T> representation) {
        byte[] known = metadata.get(data);
        if (known == null) {
            known = super.serialize(data, byte[].class).getData();
            if (metadata.size() < MOST_KNOWN) {
                metadata.put(data, known);
            }
        }
        return getConverter()
                .convert(
                        new SimpleSerializedObject<>(
                                known, byte[].class, typeForClass(MetaData.class)),
                        representation);
    }

    private byte[] write(DomainEvent event, EventShape shape) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.writeStartObject();
            writer.members(json, event, shape.open());
            if (!shape.sealed().isEmpty()) {
                json.writeName(EventDecoder.SEALED);
                json.writeStartObject();
                String subject = shape.subject(event);
                for (EventShape.Sealed part : shape.sealed()) {
                    byte[] plain = plain(event, part.parts());
                    json.writeStringProperty(
                            part.member(),
                            envelope.seal(subject, part.category(), part.context(), plain));
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private byte[] plain(DomainEvent event, List<EventShape.Part> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.writeStartObject();
            writer.members(json, event, parts);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S, T> @Nullable T deserialize(SerializedObject<S> stored) {
        return (T) deserialized(stored);
    }

    private @Nullable Object deserialized(SerializedObject<?> stored) {
        if (stored instanceof SerializedMetaData<?> && stored.getData() instanceof byte[] bytes) {
            return metadataRead.read(bytes);
        }
        if (!DomainEvent.class.isAssignableFrom(classForType(stored.getType()))) {
            return super.deserialize(stored);
        }
        byte[] payload =
                stored.getData() instanceof byte[] bytes
                        ? bytes
                        : getConverter().convert(stored, byte[].class).getData();
        return read(stored.getType(), payload);
    }

    /** Reads one stored event without Axon's wrapping; the short way for folds over history. */
    public DomainEvent read(String name, @Nullable String revision, byte[] payload) {
        return read(new SimpleSerializedType(name, revision), payload);
    }

    /** As {@link #read}, sealed parts left shut: what is personal reads as if it were erased. */
    public DomainEvent readOpen(String name, @Nullable String revision, byte[] payload) {
        EventDecoder decoder = decoder(classForType(new SimpleSerializedType(name, revision)));
        try {
            return decoder.revision().equals(revision)
                    ? decoder.readOpen(payload)
                    : read(name, revision, payload);
        } catch (JacksonException e) {
            throw new SerializationException("Stored event " + name + " does not read", e);
        }
    }

    private DomainEvent read(SerializedType stored, byte[] payload) {
        EventDecoder decoder = decoder(classForType(stored));
        String newest = decoder.revision();
        try {
            if (newest.equals(stored.getRevision())) {
                return decoder.read(payload);
            }
            var way = revisions.between(stored.getName(), stored.getRevision(), newest);
            if (way.isEmpty()) {
                throw unknown(stored);
            }
            return decoder.read(payload, way);
        } catch (JacksonException e) {
            throw new SerializationException(
                    "Stored event " + stored.getName() + " does not read", e);
        }
    }

    private EventDecoder decoder(Class<?> type) {
        EventDecoder known = decoders.get(type);
        return known != null
                ? known
                : decoders.computeIfAbsent(type, t -> new EventDecoder(t, mapper, envelope));
    }

    /** Reads metadata: strings only; the map cannot be changed. */
    public Map<String, String> readMetadata(byte[] stored) {
        return textsRead.read(stored);
    }

    private Map<String, String> texts(byte[] stored) {
        return Collections.unmodifiableMap(mapper.readerForMapOf(String.class).readValue(stored));
    }

    private MetaData metadata(byte[] stored) {
        return super.deserialize(new SerializedMetaData<>(stored, byte[].class));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        EventName name = type == null ? null : ((Class<?>) type).getAnnotation(EventName.class);
        return name == null
                ? super.typeForClass(type)
                : new SimpleSerializedType(name.value(), name.revision());
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        Class<?> known = names.classOf(type.getName()).orElseGet(() -> super.classForType(type));
        if (known == UnknownSerializedType.class) {
            throw unknown(type);
        }
        return known;
    }

    private static SerializationException unknown(SerializedType type) {
        return new SerializationException(
                "No class for stored name ["
                        + type.getName()
                        + "] revision ["
                        + type.getRevision()
                        + "]: register the event, or add a step to Revisions");
    }
}
