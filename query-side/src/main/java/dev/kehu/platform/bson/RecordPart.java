package dev.kehu.platform.bson;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** A record as a document, one field per component. */
final class RecordPart implements Part {
    private final Constructor<?> constructor;
    private final RecordComponent[] components;
    private final Part[] parts;

    RecordPart(Class<?> type) {
        components = type.getRecordComponents();
        parts =
                Arrays.stream(components)
                        .map(component -> Parts.of(component.getGenericType()))
                        .toArray(Part[]::new);
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalArgumentException(impossible);
        }
        constructor.setAccessible(true);
        for (RecordComponent component : components) component.getAccessor().setAccessible(true);
    }

    @Override
    public BsonDocument write(Object value) {
        BsonDocument document = new BsonDocument();
        for (int i = 0; i < parts.length; i++) {
            Object field = get(components[i], value);
            if (field != null && !parts[i].absent(field))
                document.append(components[i].getName(), parts[i].write(field));
        }
        return document;
    }

    @Override
    public Object read(BsonValue stored) {
        BsonDocument document = stored.asDocument();
        @Nullable Object[] values = new @Nullable Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            BsonValue field = document.get(components[i].getName());
            values[i] = field == null ? parts[i].missing() : parts[i].read(field);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(
                    "A document does not fit " + constructor.getDeclaringClass().getSimpleName(),
                    broken);
        }
    }

    private static @Nullable Object get(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("Unreadable component " + component, broken);
        }
    }
}
