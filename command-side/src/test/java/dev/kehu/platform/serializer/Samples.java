package dev.kehu.platform.serializer;

import dev.kehu.customer.api.Contact;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Personal;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One filled event of every class there is, by reflection, so that none can be forgotten. */
public final class Samples {
    private Samples() {}

    /** Every component filled. */
    public static List<DomainEvent> all() {
        List<DomainEvent> all = new ArrayList<>();
        for (Class<?> family : EventNames.FAMILIES) {
            for (Class<?> type : family.getPermittedSubclasses()) {
                all.add(filled(type, false));
            }
        }
        return all;
    }

    /** The same event as it reads once its subject's key is erased. */
    public static DomainEvent erased(DomainEvent event) {
        return filled(event.getClass(), true);
    }

    private static DomainEvent filled(Class<?> type, boolean erased) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values =
                Arrays.stream(components)
                        .map(
                                c ->
                                        erased && c.isAnnotationPresent(Personal.class)
                                                ? null
                                                : value(c.getGenericType(), c.getName()))
                        .toArray();
        return (DomainEvent) made(type, components, values);
    }

    static Object made(Class<?> type, RecordComponent[] components, Object... values) {
        try {
            return type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private static @Nullable Object value(Type generic, String name) {
        Class<?> type =
                generic instanceof ParameterizedType p
                        ? (Class<?>) p.getRawType()
                        : (Class<?>) generic;
        if (Id.class.isAssignableFrom(type)) {
            return made(type, type.getRecordComponents(), name + "-1");
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text of " + name + " ü 😀";
            case "Instant" -> Instant.parse("1998-06-30T10:00:00.123Z");
            case "LocalDate" -> LocalDate.parse("1998-06-30");
            case "Money" -> new Money(new BigDecimal("12.50"), "USD");
            case "BigDecimal" -> new BigDecimal("3.000");
            case "Long" -> 90L;
            case "Integer" -> 7;
            case "Boolean" -> true;
            case "List" -> list(argument(generic, 0), name);
            case "Map" ->
                    argument(generic, 1) == Object.class
                            ? new TreeMap<>(
                                    Map.of(
                                            "price",
                                            new BigDecimal("3.50"),
                                            "count",
                                            7,
                                            "list",
                                            List.of("a", true),
                                            "name",
                                            "rival"))
                            : argument(generic, 1) == String.class
                                    ? Map.of("customerId", "customer-1")
                                    : Map.of("one", value(argument(generic, 1), name));
            default -> throw new IllegalStateException("No sample for " + generic);
        };
    }

    /** What a list or map is of. */
    static Type argument(Type generic, int number) {
        return ((ParameterizedType) generic).getActualTypeArguments()[number];
    }

    private static List<?> list(Type of, String name) {
        if (of == Contact.class) {
            return List.of(new Contact("handle", "li", "wechat"));
        }
        return of == String.class ? List.of("one", "two") : List.of(value(of, name));
    }
}
