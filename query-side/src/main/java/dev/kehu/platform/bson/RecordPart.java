package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A record as a document, one field per component. */
final class RecordPart implements DocumentPart {
    static final String ID = "id";

    /** What the component {@code id} of an outermost record is called. */
    static final String KEY = "_id";

    private final Constructor<?> constructor;
    private final RecordComponent[] components;
    private final Part[] parts;
    private final Map<String, Integer> byName = new HashMap<>();

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
        for (int i = 0; i < components.length; i++) {
            components[i].getAccessor().setAccessible(true);
            byName.put(components[i].getName(), i);
            if (components[i].getName().equals(ID)) byName.put(KEY, i);
        }
    }

    @Override
    public void writeFields(BsonWriter out, Object value, String idName) {
        for (int i = 0; i < parts.length; i++) {
            Object field = get(components[i], value);
            if (field == null || parts[i].absent(field)) continue;
            String name = components[i].getName();
            out.writeName(name.equals(ID) ? idName : name);
            parts[i].write(out, field);
        }
    }

    @Override
    public Object read(BsonReader in) {
        @Nullable Object[] values = new @Nullable Object[parts.length];
        in.readStartDocument();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            Integer i = byName.get(in.readName());
            if (i == null) in.skipValue();
            else values[i] = parts[i].read(in);
        }
        in.readEndDocument();
        for (int i = 0; i < parts.length; i++)
            if (values[i] == null) values[i] = parts[i].missing();
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException broken) {
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
