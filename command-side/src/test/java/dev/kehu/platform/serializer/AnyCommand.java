package dev.kehu.platform.serializer;

import dev.kehu.kernel.Id;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.AnnotatedType;
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

/** Makes up any record a command may hold, from its components alone. */
final class AnyCommand {
    private static final String LETTERS = "aZ0 \"\\\u0000\n<é漢\uD83D\uDE00";

    private final Random random;

    AnyCommand(long seed) {
        random = new Random(seed);
    }

    Object of(Class<?> type) {
        if (type.isSealed() && type.isInterface()) {
            return of(one(List.of(type.getPermittedSubclasses())));
        }
        if (type.isRecord()) {
            return made(type);
        }
        if (type.isEnum()) {
            return one(Arrays.asList(type.getEnumConstants()));
        }
        return switch (type.getName()) {
            case "java.lang.String" -> text();
            case "long", "java.lang.Long" -> random.nextLong();
            case "int", "java.lang.Integer" -> random.nextInt();
            case "double" -> random.nextGaussian();
            case "java.math.BigDecimal" -> decimal();
            case "java.time.Instant" ->
                    Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case "java.time.LocalDate" -> LocalDate.ofEpochDay(random.nextInt(40_000));
            default -> throw new IllegalArgumentException("No " + type + " can be made up yet");
        };
    }

    private Object made(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components).map(this::component).toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Id.class.isAssignableFrom(type)
                    ? constructor.newInstance(type.getSimpleName() + "-" + random.nextInt(99))
                    : constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private @Nullable Object component(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        boolean optional = type.isAnnotationPresent(Nullable.class);
        return optional && random.nextBoolean() ? null : valueOf(type.getType());
    }

    private Object valueOf(Type type) {
        if (!(type instanceof ParameterizedType generic)) {
            return of((Class<?>) type);
        }
        if (generic.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                list.add(valueOf(generic.getActualTypeArguments()[0]));
            }
            return list;
        }
        Type values = generic.getActualTypeArguments()[1];
        if (values == Object.class) return json(0);
        return Map.of(text(), valueOf(values));
    }

    /** What the members of a JSON object can be, as the intake reads them. */
    private Map<String, Object> json(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(text(), text());
        map.put("whole", random.nextInt());
        map.put("long", Long.MAX_VALUE - random.nextInt(9));
        map.put("huge", BigInteger.TWO.pow(70).add(BigInteger.valueOf(random.nextInt())));
        map.put("decimal", new BigDecimal("12.50"));
        map.put("truth", random.nextBoolean());
        map.put("nothing", null);
        map.put("list", Arrays.asList(text(), 1, null));
        if (depth < 2) {
            map.put("deeper", json(depth + 1));
        }
        return map;
    }

    private BigDecimal decimal() {
        return BigDecimal.valueOf(random.nextLong(), random.nextInt(-3, 9));
    }

    private String text() {
        int[] points = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
