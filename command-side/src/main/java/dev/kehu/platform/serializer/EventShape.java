package dev.kehu.platform.serializer;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the marks on an event's components say, read once per class. */
public final class EventShape {
    private static final ClassValue<EventShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected EventShape computeValue(Class<?> type) {
                    return new EventShape(type);
                }
            };

    private final EventName name;
    private final List<Part> open = new ArrayList<>();
    private final List<Sealed> sealed = new ArrayList<>();
    private final MethodHandle constructor;
    private @Nullable MethodHandle subject;

    private EventShape(Class<?> type) {
        name = type.getAnnotation(EventName.class);
        if (name == null || !type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no event: it needs to be a record with @EventName");
        }
        Map<Category, List<Part>> personal = new EnumMap<>(Category.class);
        for (RecordComponent component : type.getRecordComponents()) {
            Part part = new Part(component.getName(), handle(component));
            Personal mark = component.getAnnotation(Personal.class);
            if (mark == null) {
                open.add(part);
            } else {
                personal.computeIfAbsent(mark.value(), c -> new ArrayList<>()).add(part);
            }
            if (component.isAnnotationPresent(Subject.class)) {
                subject = part.accessor();
            }
        }
        personal.forEach((category, parts) -> sealed.add(sealed(category, parts)));
        constructor = constructor(type);
    }

    public static EventShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    public EventName name() {
        return name;
    }

    /** The data subject of an event, as text. */
    public String subject(DomainEvent event) {
        if (subject == null) {
            throw new IllegalArgumentException(event.getClass().getName() + " names no @Subject");
        }
        return switch (new Part("subject", subject).of(event)) {
            case Id id -> id.value();
            case String text -> text;
            case null, default ->
                    throw new IllegalArgumentException(
                            "The @Subject of " + name.value() + " is no text id");
        };
    }

    List<Part> open() {
        return open;
    }

    /** The sealed parts, always in the same order. */
    List<Sealed> sealed() {
        return sealed;
    }

    /** The event with these components. */
    DomainEvent made(@Nullable Object[] components) {
        try {
            Object event = (Object) constructor.invokeExact(components);
            return (DomainEvent) event;
        } catch (Throwable e) { // also a missing component that cannot be null
            throw new SerializationException("Stored event " + name.value() + " does not read", e);
        }
    }

    /** Erased parts are still there, only their key is gone; so a missing one is an error. */
    SerializationException lost(Category category) {
        return new SerializationException(
                "Stored event " + name.value() + " has lost its sealed part " + category);
    }

    Sealed sealed(Category category, List<Part> parts) {
        String member = category.word();
        return new Sealed(category, member, name.value() + '\n' + member, parts);
    }

    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] components =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(components);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Events are public records: " + type, e);
        }
    }

    private static MethodHandle handle(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("Events are public records: " + component, e);
        }
    }

    /**
     * One category's part.
     *
     * @param member its name in the stored JSON
     * @param context associated data of its ciphertext
     */
    record Sealed(Category category, String member, String context, List<Part> parts) {}

    /** One component. */
    record Part(String name, MethodHandle accessor) {
        @Nullable Object of(Object event) {
            try {
                return (Object) accessor.invokeExact(event);
            } catch (Throwable e) {
                throw new IllegalStateException("Component " + name + " cannot be read", e);
            }
        }
    }
}
