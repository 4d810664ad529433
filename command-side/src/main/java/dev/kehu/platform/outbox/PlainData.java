package dev.kehu.platform.outbox;

import dev.kehu.kernel.Id;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Sees from the type of a record that nothing personal can be in it: state.db is not sealed. Ids,
 * numbers, times, money and enums cannot name anybody; a text can, unless it is marked {@link
 * Open}.
 */
public final class PlainData {
    private static final Set<Class<?>> PLAIN =
            Set.of(
                    Instant.class,
                    LocalDate.class,
                    BigDecimal.class,
                    Money.class,
                    Integer.class,
                    Long.class,
                    Boolean.class,
                    int.class,
                    long.class,
                    boolean.class);

    private final Set<Class<?>> seen = new HashSet<>();

    private PlainData() {}

    /**
     * @throws IllegalArgumentException naming the component that might hold personal data
     */
    public static void check(Class<?> type) {
        new PlainData().record(type);
    }

    private void record(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be kept in state.db: it is no record");
        }
        if (!seen.add(type)) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Personal.class)
                    || !component.isAnnotationPresent(Open.class)
                            && !plain(component.getGenericType())) {
                throw new IllegalArgumentException(
                        "%s cannot be kept in state.db: %s may hold personal data; keep an id, or mark it @Open if it cannot"
                                .formatted(type.getName(), component.getName()));
            }
        }
    }

    private boolean plain(Type type) {
        return switch (type) {
            case ParameterizedType list when list.getRawType() instanceof Class<?> raw ->
                    Collection.class.isAssignableFrom(raw)
                            && plain(list.getActualTypeArguments()[0]);
            case Class<?> known when PLAIN.contains(known) || known.isEnum() -> true;
            case Class<?> id when Id.class.isAssignableFrom(id) -> true;
            case Class<?> inner when inner.isRecord() -> {
                record(inner);
                yield true;
            }
            default -> false;
        };
    }
}
