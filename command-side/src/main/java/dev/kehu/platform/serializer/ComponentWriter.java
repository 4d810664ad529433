package dev.kehu.platform.serializer;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Writes components as the mapper would. What most of them are is written directly; the mapper's
 * own way costs some ten times as much.
 */
final class ComponentWriter {
    private final ObjectMapper mapper;

    ComponentWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void members(JsonGenerator json, DomainEvent event, List<EventShape.Part> parts) {
        for (EventShape.Part part : parts) {
            Object value = part.of(event);
            if (value != null) {
                json.writeName(part.name());
                write(json, value);
            }
        }
    }

    void write(JsonGenerator json, Object value) {
        switch (value) {
            case String text -> json.writeString(text);
            case Id id -> json.writeString(id.value());
            case Instant at -> json.writeString(at.toString());
            case LocalDate day -> json.writeString(day.toString());
            case BigDecimal decimal -> json.writeString(decimal.toString());
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Money money -> {
                json.writeStartObject();
                json.writeStringProperty("value", money.value().toString());
                json.writeStringProperty("currency", money.currency());
                json.writeEndObject();
            }
            case Map<?, ?> map when plain(map) -> entries(json, map);
            default -> mapper.writeValue(json, value);
        }
    }

    /** Decimals in a map are numbers, those that are components are text. */
    private static void entries(JsonGenerator json, Map<?, ?> map) {
        json.writeStartObject();
        map.forEach(
                (name, value) -> {
                    json.writeName(String.valueOf(name));
                    if (value instanceof BigDecimal number) {
                        json.writeNumber(number);
                    } else {
                        json.writeString(String.valueOf(value));
                    }
                });
        json.writeEndObject();
    }

    private static boolean plain(Map<?, ?> map) {
        return map.entrySet().stream()
                .allMatch(e -> e.getKey() instanceof String && plain(e.getValue()));
    }

    private static boolean plain(@Nullable Object value) {
        return value instanceof String || value instanceof BigDecimal;
    }
}
