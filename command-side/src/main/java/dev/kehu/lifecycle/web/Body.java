package dev.kehu.lifecycle.web;

import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of a request, read as what they are meant to be. Numbers may be given as text.
 *
 * @param members JSON, or the options of a command line
 */
public record Body(Map<String, ?> members) {

    String text(String name) {
        return given(optional(name), name);
    }

    @Nullable String optional(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof String || value instanceof Number)
            return value == null ? null : value.toString();
        throw unreadable(name, "a text");
    }

    @Nullable BigDecimal optionalNumber(String name) {
        String text = optional(name);
        if (text == null) return null;
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException wrong) {
            throw unreadable(name, "a number");
        }
    }

    BigDecimal number(String name) {
        return given(optionalNumber(name), name);
    }

    int whole(String name) {
        return given(optionalWhole(name), name);
    }

    @Nullable Integer optionalWhole(String name) {
        BigDecimal number = optionalNumber(name);
        try {
            return number == null ? null : Integer.valueOf(number.intValueExact());
        } catch (ArithmeticException wrong) {
            throw unreadable(name, "a whole number");
        }
    }

    @Nullable LocalDate optionalDay(String name) {
        String text = optional(name);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            throw unreadable(name, "a day like 1998-06-30");
        }
    }

    LocalDate day(String name, LocalDate otherwise) {
        LocalDate day = optionalDay(name);
        return day == null ? otherwise : day;
    }

    /** {@code {"value","currency"}}, or text like {@code 5000 USD}. */
    @Nullable Money optionalMoney(String name) {
        Object value = members.get(name);
        String text =
                value instanceof Map<?, ?> map
                        ? map.get("value") + " " + map.get("currency")
                        : optional(name);
        if (text == null) return null;
        String[] parts = text.split(" ");
        try {
            if (parts.length == 2 && parts[1].matches("[A-Z]{3}"))
                return new Money(new BigDecimal(parts[0]), parts[1]);
        } catch (NumberFormatException wrong) {
            // told below
        }
        throw unreadable(name, "an amount with its currency");
    }

    Money money(String name) {
        return given(optionalMoney(name), name);
    }

    /** {@code {"user":"role"}}, or text like {@code user=role,user=role}. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (members.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> pairs.put(String.valueOf(key), String.valueOf(value)));
            return pairs;
        }
        String text = optional(name);
        for (String pair : text == null || text.isBlank() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals < 0) throw unreadable(name, "like user=role");
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) throw Refusal.invalid("data.incomplete", name + " is missing");
        return value;
    }

    private static Refusal unreadable(String name, String what) {
        return Refusal.invalid("lifecycle.unreadable", name + " must be " + what);
    }
}
