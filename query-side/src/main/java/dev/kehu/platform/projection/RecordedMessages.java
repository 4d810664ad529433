package dev.kehu.platform.projection;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Subject;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads Axon's messages as recorded events; the leaf does not travel with a message. */
public final class RecordedMessages {
    private static final byte[] NO_LEAF = {};
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return Shape.of(type);
                }
            };

    private RecordedMessages() {}

    public static RecordedEvent of(EventMessage<?> message) {
        DomainEventMessage<?> domain = (DomainEventMessage<?>) message;
        DomainEvent payload = (DomainEvent) message.getPayload();
        Shape shape = SHAPES.get(payload.getClass());
        return new RecordedEvent(
                position(message),
                domain.getAggregateIdentifier(),
                domain.getSequenceNumber(),
                UUID.fromString(message.getIdentifier()),
                shape.name,
                shape.revision,
                shape.subject(payload),
                message.getTimestamp(),
                payload,
                texts(message.getMetaData()),
                NO_LEAF);
    }

    private static long position(EventMessage<?> message) {
        return ((TrackedEventMessage<?>) message).trackingToken().position().orElseThrow();
    }

    private static Map<String, String> texts(Map<String, ?> metadata) {
        Map<String, String> texts = new HashMap<>();
        metadata.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private record Shape(String name, String revision, Method subject) {
        static Shape of(Class<?> type) {
            EventName name = type.getAnnotation(EventName.class);
            if (name == null)
                throw new IllegalArgumentException(type + " has no stored name: add @EventName");
            for (RecordComponent component : type.getRecordComponents())
                if (component.isAnnotationPresent(Subject.class)) {
                    component.getAccessor().setAccessible(true);
                    return new Shape(name.value(), name.revision(), component.getAccessor());
                }
            throw new IllegalArgumentException(type + " names no data subject: add @Subject");
        }

        String subject(DomainEvent payload) {
            try {
                Object value = subject.invoke(payload);
                return value instanceof Id id ? id.value() : (String) value;
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("Unreadable subject of " + name, broken);
            }
        }
    }
}
