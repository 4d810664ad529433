package dev.kehu.interaction.web;

import dev.kehu.customer.api.Contact;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the members of an event's data, each by its rule; a null member is an absent one. */
record Fields(JsonNode data) {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(
                            tools.jackson.databind.DeserializationFeature
                                    .USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();
    private static final int MOST_DIGITS = 18;
    private static final BigDecimal MOST_MONEY = new BigDecimal("1000000000000");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    static Fields of(@Nullable JsonNode data) {
        if (data == null || !data.isObject()) {
            throw wrong("data.malformed", "data is a JSON object");
        }
        return new Fields(data);
    }

    static Refusal wrong(String code, String detail) {
        return Refusal.invalid(code, detail);
    }

    boolean has(String name) {
        return data.hasNonNull(name);
    }

    @Nullable String optional(String name) {
        JsonNode value = data.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw wrong("data.malformed", name + " is a text");
        }
        return value.stringValue();
    }

    String text(String name) {
        String value = optional(name);
        if (value == null) {
            throw wrong("data.incomplete", name + " is missing");
        }
        return value;
    }

    String filled(String name) {
        String value = text(name);
        if (value.isBlank()) {
            throw wrong("data.incomplete", name + " is empty");
        }
        return value;
    }

    String oneOf(String name, Collection<String> allowed) {
        String value = text(name);
        if (!allowed.contains(value)) {
            throw wrong(
                    "data.value",
                    name + " is one of " + String.join(", ", new java.util.TreeSet<>(allowed)));
        }
        return value;
    }

    Fields object(String name) {
        JsonNode value = data.get(name);
        if (value == null || !value.isObject()) {
            throw wrong("data.malformed", name + " is an object");
        }
        return new Fields(value);
    }

    @Nullable BigDecimal decimal(String name) {
        JsonNode value = data.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        String text = value.isString() ? value.stringValue() : plain(value);
        if (!DECIMAL.matcher(text).matches()) {
            throw wrong("data.value", name + " is a decimal number");
        }
        return new BigDecimal(text);
    }

    /** A scale out of bounds is not written out: 1e999999999 would take a gigabyte. */
    private static String plain(JsonNode value) {
        BigDecimal number = value.isNumber() ? value.decimalValue() : null;
        return number == null || Math.abs((long) number.scale()) > MOST_DIGITS
                ? ""
                : number.toPlainString();
    }

    @Nullable Long count(String name) {
        BigDecimal value = decimal(name);
        if (value == null) {
            return null;
        }
        if (value.signum() < 0 || value.stripTrailingZeros().scale() > 0) {
            throw wrong("data.value", name + " is a whole number, not negative");
        }
        return value.longValueExact();
    }

    /** An amount in a known currency, with no more decimals than it has. */
    @Nullable Money money(String name) {
        if (!has(name)) {
            return null;
        }
        Fields amount = object(name);
        BigDecimal value = amount.decimal("value");
        if (value == null) {
            throw wrong("data.incomplete", name + ".value is missing");
        }
        return money(value, amount.text("currency"));
    }

    /**
     * What it cost: an amount with its currency, or a bare number in the currency of the event's
     * amount.
     */
    @Nullable Money cost(String name, @Nullable Money amount) {
        if (!has(name) || data.get(name).isObject()) {
            return money(name);
        }
        if (amount == null) {
            throw wrong("data.incomplete", name + " needs a currency");
        }
        BigDecimal value = decimal(name);
        return value == null ? null : money(value, amount.currency());
    }

    private static Money money(BigDecimal value, String currency) {
        try {
            if (Currency.getInstance(currency).getDefaultFractionDigits() < 0) {
                throw wrong(
                        "currency.unknown",
                        "The currency is no code of ISO 4217 that money is counted in");
            }
        } catch (IllegalArgumentException e) {
            throw wrong("currency.unknown", "The currency is no code of ISO 4217");
        }
        if (value.scale() > Currency.getInstance(currency).getDefaultFractionDigits()) {
            throw wrong("amount.precision", "The amount has more decimals than its currency");
        }
        if (value.abs().compareTo(MOST_MONEY)
                > 0) { // sums of many still fit 64 bits of minor units
            throw wrong(
                    "amount.precision", "The amount is larger than " + MOST_MONEY.toPlainString());
        }
        return new Money(value, currency);
    }

    Contact contact() {
        return new Contact(
                oneOf("kind", Set.of("email", "phone", "handle")),
                filled("value"),
                optional("system"));
    }

    List<Fields> list(String name) {
        JsonNode value = data.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong("data.malformed", name + " is a list");
        }
        List<Fields> items = new ArrayList<>();
        value.forEach(item -> items.add(Fields.of(item)));
        return items;
    }

    @Nullable List<String> texts(String name) {
        JsonNode value = data.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            throw wrong("data.malformed", name + " is a list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isString()) {
                throw wrong("data.malformed", name + " is a list of texts");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    @Nullable Map<String, Object> map(String name) {
        return has(name) ? asMap(object(name).data()) : null;
    }

    /** The members nobody here knows; they are kept. */
    Map<String, Object> further(Set<String> known) {
        if (known.containsAll(data.propertyNames())) {
            return Map.of();
        }
        Map<String, Object> further = asMap(data);
        further.keySet().removeAll(known);
        return further;
    }

    static Map<String, Object> asMap(JsonNode object) {
        return MAPPER.convertValue(
                object,
                MAPPER.getTypeFactory()
                        .constructMapType(TreeMap.class, String.class, Object.class));
    }
}
