package dev.kehu.platform.querybus.axonserver;

import dev.kehu.platform.querybus.Question;

import org.axonframework.messaging.responsetypes.InstanceResponseType;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.core.ResolvableType;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Questions and their answers as plain JSON. What comes over the wire never chooses a class, not as
 * the type of an answer either: only questions this program answers or asks, and what answers them,
 * are written or read.
 */
final class QuestionJson extends Jackson3Serializer {
    private final Map<String, Class<?>> known;

    QuestionJson() {
        this(new ConcurrentHashMap<>());
    }

    private QuestionJson(Map<String, Class<?>> known) {
        super(
                Jackson3Serializer.builder()
                        .jsonMapperBuilderCustomizer(json -> configure(json, known)));
        this.known = known;
        List.of(Failure.Refused.class, Failure.Failed.class, InstanceResponseType.class)
                .forEach(type -> known.put(type.getName(), type));
    }

    private static void configure(JsonMapper.Builder json, Map<String, Class<?>> known) {
        json.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(
                        new SimpleModule("kehu-named-types")
                                .addDeserializer(Class.class, new KnownClass(known)));
    }

    /** Whether a question of this class, answered so, may cross; from then on both do. */
    boolean carries(Class<?> query, Class<?> answer) {
        if (!query.isRecord() || !Question.class.isAssignableFrom(query)) {
            return false;
        }
        if (ResolvableType.forClass(query).as(Question.class).getGeneric(0).resolve() != answer) {
            return false;
        }
        known.put(query.getName(), query);
        known.put(answer.getName(), answer);
        return true;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        SerializedType named = super.typeForClass(type);
        if (!SerializedType.isEmptyType(named)) {
            known(known, named.getName());
        }
        return named;
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return SerializedType.isEmptyType(type)
                ? super.classForType(type)
                : known(known, type.getName());
    }

    private static Class<?> known(Map<String, Class<?>> known, String name) {
        Class<?> type = known.get(name);
        if (type == null) {
            throw new SerializationException("This type may not cross the wire");
        }
        return type;
    }

    /** Jackson's own loads whatever class is named. */
    @SuppressWarnings("rawtypes")
    private static final class KnownClass extends StdDeserializer<Class> {
        private final transient Map<String, Class<?>> known;

        KnownClass(Map<String, Class<?>> known) {
            super(Class.class);
            this.known = known;
        }

        @Override
        public Class<?> deserialize(JsonParser json, DeserializationContext context) {
            return known(known, json.getString());
        }
    }
}
