package dev.kehu.platform.serializer;

import com.fasterxml.jackson.annotation.JsonFormat;

import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;

/**
 * Settings of stored JSON: ids and decimals as text, times kept as given, only Axon's and Java's
 * own types by name.
 */
final class StoredJson {
    private StoredJson() {}

    static void configure(JsonMapper.Builder json) {
        json.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .addMixIn(Money.class, MoneyAsText.class)
                // without it a replay token does not read and every reset would break its processor
                .polymorphicTypeValidator(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("org.axonframework.")
                                .allowIfSubType("java.util.")
                                .build())
                .addModule(ids());
    }

    /** Not for every decimal: a number among members nobody here knows has to stay a number. */
    private abstract static class MoneyAsText {
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        abstract BigDecimal value();
    }

    private static SimpleModule ids() {
        SimpleModule module = new SimpleModule("kehu-ids");
        module.addSerializer(Id.class, new IdAsText());
        module.setDeserializers(
                new tools.jackson.databind.module.SimpleDeserializers() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public ValueDeserializer<?> findBeanDeserializer(
                            JavaType type,
                            DeserializationConfig config,
                            BeanDescription.Supplier bean) {
                        return Id.class.isAssignableFrom(type.getRawClass())
                                ? new TextAsId(type.getRawClass())
                                : null;
                    }
                });
        return module;
    }

    private static final class IdAsText extends StdSerializer<Id> {
        IdAsText() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator json, SerializationContext context) {
            json.writeString(id.value());
        }
    }

    private static final class TextAsId extends StdDeserializer<Object> {
        TextAsId(Class<?> type) {
            super(type);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            try {
                return handledType().getConstructor(String.class).newInstance(json.getString());
            } catch (NoSuchMethodException
                    | InstantiationException
                    | IllegalAccessException
                    | InvocationTargetException e) {
                throw new IllegalStateException(handledType().getName() + " is no id record", e);
            }
        }
    }
}
