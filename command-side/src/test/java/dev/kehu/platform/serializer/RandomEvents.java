package dev.kehu.platform.serializer;

import dev.kehu.customer.api.Contact;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events of every class with whatever their components can hold, and JSON nobody here writes. */
final class RandomEvents {
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "null",
                    "客户 ü 😀 é",
                    "\"quoted\" \\ / \b\f\n\r\t \u0000\u001f\u2028",
                    "\ud83d\ude00".repeat(300),
                    "long ".repeat(1_000));
    private static final List<BigDecimal> DECIMALS =
            List.of(
                    new BigDecimal("0.00"),
                    new BigDecimal("-12.50"),
                    new BigDecimal("3.000"),
                    new BigDecimal("1E+5"),
                    new BigDecimal("1E-400"),
                    new BigDecimal(BigInteger.TEN.pow(200), 7));
    private static final List<Instant> TIMES =
            List.of(
                    Instant.EPOCH,
                    Instant.parse("1998-06-30T10:00:00.123Z"),
                    Instant.parse("1998-06-30T10:00:00.123456789Z"),
                    Instant.parse("0000-01-01T00:00:00Z"),
                    Instant.parse("2024-02-29T23:59:59.1Z"),
                    Instant.parse("-0044-03-15T12:00:00Z"),
                    Instant.MAX,
                    Instant.MIN);

    /** One value each, as somebody else's JSON might have it. */
    private static final List<String> FOREIGN =
            List.of(
                    "null true false 0 -1 7 9007199254740993 9223372036854775807 1e5 1.50 -0.0 1E+400"
                            .split(" "));

    private static final List<String> FOREIGN_TEXTS =
            List.of(
                    "9223372036854775808",
                    "123456789012345678901234567890.123456789012345678901234567890",
                    "{}",
                    "[]",
                    "[null,1,\"a\",[2]]",
                    "{\"value\":1.50,\"currency\":\"USD\",\"more\":[{}]}",
                    "{\"value\":\"1E+3\",\"currency\":7}",
                    "{\"value\":null}",
                    "\"\"",
                    "\" 5 \"",
                    "\"5.\"",
                    "\"-\"",
                    "\".5\"",
                    "\"+5\"",
                    "\"007\"",
                    "\"null\"",
                    "\"1e5\"",
                    "\"true\"",
                    "\"plain\"",
                    "\"1998-06-30T10:00:00+02:00\"",
                    "\"1998-06-30T10:00:00.5+0000\"",
                    "\"1998-06-30T24:00:00Z\"",
                    "\"1998-06-30T25:00:00Z\"",
                    "\"1998-06-30T23:59:60Z\"",
                    "\"1998-02-30T10:00:00Z\"",
                    "\"1998-06-30T10:00Z\"",
                    "\"1998-06-30T10:00:00.Z\"",
                    "\"1998-06-30T10:00:00.1234567890Z\"",
                    "\"1998-06-30t10:00:00z\"",
                    "\"１９９８-06-30T10:00:00Z\"",
                    "\" 1998-06-30T10:00:00Z \"",
                    "\"1998-06-30\"",
                    "\"930000000\"",
                    "\"930000000.5\"");

    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    DomainEvent next(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values =
                Arrays.stream(components)
                        .map(
                                c ->
                                        random.nextInt(4) == 0
                                                        && !c.isAnnotationPresent(Subject.class)
                                                ? null
                                                : value(c.getGenericType()))
                        .toArray();
        return (DomainEvent) Samples.made(type, components, values);
    }

    /** One JSON value. */
    String foreign() {
        return random.nextBoolean() ? any(FOREIGN) : any(FOREIGN_TEXTS);
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Object value(Type generic) {
        Class<?> type =
                generic instanceof ParameterizedType p
                        ? (Class<?>) p.getRawType()
                        : (Class<?>) generic;
        if (Id.class.isAssignableFrom(type)) {
            return Samples.made(type, type.getRecordComponents(), "id-" + random.nextInt(100));
        }
        return switch (type.getSimpleName()) {
            case "String" -> any(TEXTS);
            case "Instant" -> any(TIMES);
            case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(40_000));
            case "Money" -> new Money(any(DECIMALS), random.nextBoolean() ? "USD" : null);
            case "BigDecimal" -> any(DECIMALS);
            case "Boolean" -> random.nextBoolean();
            case "Integer" -> any(List.of(0, -1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE));
            case "Long" -> any(List.of(0L, -1L, 90L, Long.MAX_VALUE, Long.MIN_VALUE));
            case "List" -> list(Samples.argument(generic, 0));
            case "Map" -> map(Samples.argument(generic, 1));
            default -> throw new IllegalStateException("Nothing random for " + generic);
        };
    }

    private List<Object> list(Type of) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(
                    of == Contact.class
                            ? new Contact("email", any(TEXTS), null)
                            : random.nextInt(5) == 0 ? null : value(of));
        }
        return list;
    }

    private Map<String, ?> map(Type of) {
        if (of == Object.class || of == String.class) {
            return map(of == Object.class, 2);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(any(TEXTS) + i, value(of));
        }
        return map;
    }

    private Map<String, Object> map(boolean anything, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(any(TEXTS) + i, anything ? thing(depth) : any(TEXTS));
        }
        return map;
    }

    private @Nullable Object thing(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> null;
            case 1 -> any(TEXTS);
            case 2 -> any(List.of(7, Integer.MIN_VALUE, Long.MAX_VALUE));
            case 3 -> BigInteger.TWO.pow(100);
            case 4 -> any(DECIMALS);
            case 5 -> random.nextBoolean();
            case 6 -> list(String.class);
            default -> map(true, depth - 1);
        };
    }
}
