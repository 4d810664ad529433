package dev.kehu.platform.serializer;

import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads one component from {@link UsualJson}, where it is written as the serializer writes it, just
 * as a {@link ComponentReader} would.
 */
interface UsualValue {
    /** Instead of a value: the parser has to read it. */
    Object UNUSUAL = new Object();

    int LONG_DIGITS = 18;
    int INT_DIGITS = 9;

    byte[] MONEY_VALUE = UsualJson.bytes("{\"value\":");
    byte[] MONEY_CURRENCY = UsualJson.bytes(",\"currency\":");

    @Nullable Object read(UsualJson json);

    static UsualValue of(Type generic, ObjectMapper mapper) {
        JavaType type = mapper.constructType(generic);
        UsualValue value = value(type);
        return type.isPrimitive() ? value : json -> json.pastNull() ? null : value.read(json);
    }

    private static UsualValue value(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (Id.class.isAssignableFrom(raw) && raw.isRecord()) {
            return text(ComponentReader.id(raw));
        }
        if (raw == List.class && type.getContentType().hasRawClass(String.class)) {
            return UsualValue::list;
        }
        return switch (raw.getName()) {
            case "java.lang.String" -> text(text -> text);
            case "java.time.Instant" -> text(UsualValue::instant);
            case "java.time.LocalDate" -> text(UsualValue::day);
            case "java.math.BigDecimal" -> text(UsualValue::decimal);
            case "java.lang.Long", "long" -> UsualValue::whole;
            case "java.lang.Integer", "int" -> UsualValue::small;
            case "java.lang.Boolean", "boolean" -> UsualValue::flag;
            case "dev.kehu.kernel.Money" -> UsualValue::money;
            default -> json -> UNUSUAL;
        };
    }

    private static UsualValue text(Function<String, Object> meaning) {
        return json -> {
            String text = json.text();
            return text == null ? UNUSUAL : meaning.apply(text);
        };
    }

    private static Object instant(String text) {
        Instant usual = InstantText.usual(text);
        return usual == null ? UNUSUAL : usual;
    }

    private static Object day(String text) {
        try {
            return text.length() == ComponentReader.USUAL_DAY ? LocalDate.parse(text) : UNUSUAL;
        } catch (DateTimeException none) {
            return UNUSUAL;
        }
    }

    private static Object decimal(String text) {
        return ComponentReader.plain(text) ? new BigDecimal(text) : UNUSUAL;
    }

    private static Object whole(UsualJson json) {
        long number = json.digits(LONG_DIGITS);
        return number < 0 ? UNUSUAL : (Object) number;
    }

    private static Object small(UsualJson json) {
        long number = json.digits(INT_DIGITS);
        return number < 0 ? UNUSUAL : (Object) (int) number;
    }

    private static Object flag(UsualJson json) {
        if (json.past(UsualJson.TRUE)) {
            return true;
        }
        return json.past(UsualJson.FALSE) ? false : UNUSUAL;
    }

    private static Object money(UsualJson json) {
        String value = json.past(MONEY_VALUE) ? json.text() : null;
        String currency = value != null && json.past(MONEY_CURRENCY) ? json.text() : null;
        return currency != null && ComponentReader.plain(value) && json.past('}')
                ? new Money(new BigDecimal(value), currency)
                : UNUSUAL;
    }

    private static Object list(UsualJson json) {
        List<Object> list = new ArrayList<>();
        if (!json.past('[')) {
            return UNUSUAL;
        }
        if (json.past(']')) {
            return list;
        }
        do {
            String text = json.text();
            if (text == null) {
                return UNUSUAL;
            }
            list.add(text);
        } while (json.past(','));
        return json.past(']') ? list : UNUSUAL;
    }
}
