package dev.kehu.platform.text;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Replaces the personal texts of an event by sealed ones, so that a fold may keep them as opaque
 * texts and no view document ever holds them in clear. Personal components a view does not keep are
 * dropped.
 */
public final class PersonalTexts {
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return Shape.of(type);
                }
            };

    private PersonalTexts() {}

    /**
     * @param seal of a text of the event's subject; null for who was erased
     * @param kept names of the personal components to seal; all others become null
     */
    public static RecordedEvent sealed(RecordedEvent event, Seal seal, Set<String> kept) {
        Shape shape = SHAPES.get(event.payload().getClass());
        if (!shape.anyPersonal) return event;
        @Nullable Object[] values = shape.values(event.payload());
        for (int i = 0; i < values.length; i++)
            if (shape.personal[i] != null && values[i] != null)
                values[i] =
                        kept.contains(shape.names[i])
                                ? replaced(values[i], of(event.subject(), shape.personal[i], seal))
                                : null;
        return event.with((DomainEvent) shape.make(values));
    }

    /** Seals a text under a key of a subject. */
    public interface Seal {
        @Nullable String apply(String subject, Category category, String text);
    }

    private static UnaryOperator<@Nullable String> of(
            String subject, @Nullable Category category, Seal seal) {
        Category told = category == null ? Category.OTHER : category;
        return text -> text == null ? null : seal.apply(subject, told, text);
    }

    private static @Nullable Object replaced(
            @Nullable Object value, UnaryOperator<@Nullable String> seal) {
        return switch (value) {
            case String text -> seal.apply(text);
            case List<?> list -> {
                List<@Nullable Object> sealed = new ArrayList<>(list.size());
                for (Object each : list) sealed.add(replaced(each, seal));
                yield sealed.contains(null) && !list.contains(null) ? null : sealed; // erased
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> sealed = new LinkedHashMap<>();
                map.forEach((key, each) -> sealed.put(key, replaced(each, seal)));
                yield sealed;
            }
            case Record inner -> {
                Shape shape = SHAPES.get(inner.getClass());
                @Nullable Object[] values = shape.values(inner);
                for (int i = 0; i < values.length; i++) values[i] = replaced(values[i], seal);
                yield shape.make(values);
            }
            case null, default -> value;
        };
    }

    private record Shape(
            Constructor<?> constructor,
            RecordComponent[] components,
            String[] names,
            @Nullable Category[] personal,
            boolean anyPersonal) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            @Nullable Category[] personal = new @Nullable Category[components.length];
            boolean any = false;
            for (int i = 0; i < components.length; i++) {
                components[i].getAccessor().setAccessible(true);
                Personal mark = components[i].getAnnotation(Personal.class);
                personal[i] = mark == null ? null : mark.value();
                any |= mark != null;
            }
            String[] names =
                    Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
            return new Shape(canonical(type, components), components, names, personal, any);
        }

        private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
            try {
                Constructor<?> constructor =
                        type.getDeclaredConstructor(
                                Arrays.stream(components)
                                        .map(RecordComponent::getType)
                                        .toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return constructor;
            } catch (NoSuchMethodException impossible) {
                throw new IllegalArgumentException(impossible);
            }
        }

        @Nullable Object[] values(Object value) {
            @Nullable Object[] values = new @Nullable Object[components.length];
            try {
                for (int i = 0; i < values.length; i++)
                    values[i] = components[i].getAccessor().invoke(value);
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("Unreadable event", broken);
            }
            return values;
        }

        Object make(@Nullable Object[] values) {
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("An event could not be sealed for a view", broken);
            }
        }
    }
}
