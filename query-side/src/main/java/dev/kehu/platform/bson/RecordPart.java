package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.jspecify.annotations.Nullable;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A record as a document, one field per component. */
final class RecordPart implements DocumentPart {
    static final String ID = "id";

    /** What the component {@code id} of an outermost record is called. */
    static final String KEY = "_id";

    private final Constructor<?> constructor;
    private final String[] names;
    private final List<Function<Object, @Nullable Object>> fields = new ArrayList<>();
    private final Part[] parts;
    private final Map<String, Integer> byName = new HashMap<>();

    RecordPart(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
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
            fields.add(accessor(components[i]));
            byName.put(names[i], i);
            if (names[i].equals(ID)) byName.put(KEY, i);
        }
    }

    @Override
    public void writeFields(BsonWriter out, Object value, String idName) {
        for (int i = 0; i < parts.length; i++) {
            Object field = fields.get(i).apply(value);
            if (field == null || parts[i].absent(field)) continue;
            out.writeName(names[i].equals(ID) ? idName : names[i]);
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

    /** Compiled like a method reference, for it is called for each field of each document. */
    @SuppressWarnings("unchecked")
    private static Function<Object, @Nullable Object> accessor(RecordComponent component) {
        try {
            Class<?> type = component.getDeclaringRecord();
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodHandle handle = lookup.unreflect(component.getAccessor());
            return (Function<Object, @Nullable Object>)
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "apply",
                                    MethodType.methodType(Function.class),
                                    MethodType.methodType(Object.class, Object.class),
                                    handle,
                                    handle.type().wrap())
                            .getTarget()
                            .invoke();
        } catch (Throwable broken) {
            throw new IllegalStateException("Unreadable component " + component, broken);
        }
    }
}
