package dev.kehu.platform.serializer;

import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads one component from the token the parser stands on. What most components are, written as the
 * serializer writes it, is read directly; any other token goes the mapper's own way, so that both
 * ways read the same.
 */
interface ComponentReader {
    /** Above this length a decimal is left to the mapper, which has limits of its own. */
    int LONGEST_DECIMAL = 40;

    int USUAL_DAY = "1998-06-30".length();

    @Nullable Object read(JsonParser json);

    static ComponentReader of(Type generic, ObjectMapper mapper) {
        JavaType type = mapper.constructType(generic);
        Class<?> raw = type.getRawClass();
        if (Id.class.isAssignableFrom(raw) && raw.isRecord()) {
            return id(raw, odd(type, mapper));
        }
        if (raw == List.class && type.getContentType().hasRawClass(String.class)) {
            return list(of(String.class, mapper), odd(type, mapper));
        }
        if (raw == Map.class && type.getKeyType().hasRawClass(String.class)) {
            return map(type, mapper);
        }
        return switch (raw.getName()) {
            case "java.lang.String" -> text(odd(type, mapper));
            case "java.time.Instant" -> instant(odd(type, mapper));
            case "java.time.LocalDate" -> day(odd(type, mapper));
            case "java.math.BigDecimal" -> decimal(odd(type, mapper));
            case "java.lang.Long", "long" -> whole(JsonParser::getLongValue, odd(type, mapper));
            case "java.lang.Integer", "int" -> whole(JsonParser::getIntValue, odd(type, mapper));
            case "java.lang.Boolean", "boolean" -> flag(odd(type, mapper));
            case "dev.kehu.kernel.Money" -> money(mapper, odd(type, mapper));
            default -> mappers(type, mapper)::readValue;
        };
    }

    private static ObjectReader mappers(JavaType type, ObjectMapper mapper) {
        return mapper.readerFor(type) // the rest of the event follows the component
                .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** By way of a tree: a number where text belongs reads as text does in a tree. */
    private static ComponentReader odd(JavaType type, ObjectMapper mapper) {
        ObjectReader tree = mappers(mapper.constructType(JsonNode.class), mapper);
        return json ->
                json.currentToken() == JsonToken.VALUE_NULL && !type.isPrimitive()
                        ? null
                        : mapper.treeToValue(tree.<JsonNode>readValue(json), type);
    }

    private static ComponentReader text(ComponentReader odd) {
        return json ->
                json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : odd.read(json);
    }

    private static ComponentReader id(Class<?> type, ComponentReader odd) {
        Function<String, Object> made = id(type);
        return json ->
                json.currentToken() == JsonToken.VALUE_STRING
                        ? made.apply(json.getString())
                        : odd.read(json);
    }

    /** Makes ids of a class from their texts. */
    static Function<String, Object> id(Class<?> type) {
        MethodHandle made = constructor(type);
        return text -> {
            try {
                return (Object) made.invokeExact((Object) text);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(type.getName() + " is no id record", e);
            }
        };
    }

    private static MethodHandle constructor(Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .unreflectConstructor(type.getConstructor(String.class))
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " is no id record", e);
        }
    }

    private static ComponentReader instant(ComponentReader odd) {
        return json -> {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return odd.read(json);
            }
            Instant usual = InstantText.usual(json.getString());
            return usual == null ? odd.read(json) : usual;
        };
    }

    private static ComponentReader decimal(ComponentReader odd) {
        return json -> {
            String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
            return plain(text) ? new BigDecimal(text) : odd.read(json);
        };
    }

    /** Digits with at most one point among them and a sign before. */
    static boolean plain(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if ((c < '0' || c > '9') && (c != '-' || i > 0)) {
                return false;
            }
        }
        int digits = text.length() - points - (text.startsWith("-") ? 1 : 0);
        return digits > 0 && points <= 1 && text.length() <= LONGEST_DECIMAL;
    }

    /** Of texts or of numbers; of anything else the mapper's own way. */
    private static ComponentReader map(JavaType type, ObjectMapper mapper) {
        ComponentReader odd = mappers(type, mapper)::readValue;
        if (type.getContentType().hasRawClass(String.class)) {
            return entries(of(String.class, mapper), odd);
        }
        if (!type.getContentType().hasRawClass(BigDecimal.class)) {
            return odd;
        }
        ComponentReader text = of(BigDecimal.class, mapper);
        return entries(
                json -> {
                    JsonToken token = json.currentToken();
                    return token != null && token.isNumeric()
                            ? json.getDecimalValue()
                            : text.read(json);
                },
                odd);
    }

    private static ComponentReader entries(ComponentReader element, ComponentReader odd) {
        return json -> {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return odd.read(json);
            }
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                map.put(name, element.read(json));
            }
            return map;
        };
    }

    private static ComponentReader day(ComponentReader odd) {
        return json -> {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return odd.read(json);
            }
            String text = json.getString();
            try {
                return text.length() == USUAL_DAY ? LocalDate.parse(text) : odd.read(json);
            } catch (DateTimeException none) {
                return odd.read(json);
            }
        };
    }

    private static ComponentReader whole(ComponentReader number, ComponentReader odd) {
        return json ->
                json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        ? number.read(json)
                        : odd.read(json);
    }

    private static ComponentReader flag(ComponentReader odd) {
        return json ->
                switch (json.currentToken()) {
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case null, default -> odd.read(json);
                };
    }

    private static ComponentReader list(ComponentReader element, ComponentReader odd) {
        return json -> {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                return odd.read(json);
            }
            List<@Nullable Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(element.read(json));
            }
            return list;
        };
    }

    private static ComponentReader money(ObjectMapper mapper, ComponentReader odd) {
        ComponentReader decimal = of(BigDecimal.class, mapper);
        ComponentReader text = of(String.class, mapper);
        return json -> {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return odd.read(json);
            }
            Object value = null;
            Object currency = null;
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "value" -> value = decimal.read(json);
                    case "currency" -> currency = text.read(json);
                    default -> json.skipChildren();
                }
            }
            return new Money((BigDecimal) value, (String) currency);
        };
    }
}
