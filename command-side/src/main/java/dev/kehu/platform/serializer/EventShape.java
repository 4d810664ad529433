package dev.kehu.platform.serializer;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
    private final Map<Category, List<Part>> personal = new EnumMap<>(Category.class);
    private @Nullable MethodHandle subject;

    private EventShape(Class<?> type) {
        name = type.getAnnotation(EventName.class);
        if (name == null || !type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no event: it needs to be a record with @EventName");
        }
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

    Map<Category, List<Part>> personal() {
        return personal;
    }

    /** Associated data of one category's ciphertext. */
    String context(Category category) {
        return name.value() + '\n' + category.name().toLowerCase(Locale.ROOT);
    }

    private static MethodHandle handle(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(component.getAccessor())
                    .asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("Events are public records: " + component, e);
        }
    }

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
