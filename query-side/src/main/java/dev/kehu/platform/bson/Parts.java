package dev.kehu.platform.bson;

import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Finds the part for a type; parts of plain values are fixed, the others are made once. */
final class Parts {
    private static final Map<Type, Part> KNOWN = new ConcurrentHashMap<>();

    static {
        plain(String.class, BsonString::new, stored -> stored.asString().getValue());
        plain(Instant.class, Parts::millis, stored -> at(stored.asDateTime().getValue()));
        plain(
                BigDecimal.class,
                number -> new BsonString(number.toString()),
                stored -> new BigDecimal(stored.asString().getValue()));
        plain(Long.class, BsonInt64::new, stored -> stored.asNumber().longValue());
        plain(long.class, BsonInt64::new, stored -> stored.asNumber().longValue());
        plain(int.class, BsonInt32::new, stored -> stored.asNumber().intValue());
        plain(boolean.class, BsonBoolean::valueOf, stored -> stored.asBoolean().getValue());
    }

    private Parts() {}

    static Part of(Type type) {
        Part known = KNOWN.get(type);
        if (known != null) return known;
        Part made = make(type);
        KNOWN.put(type, made);
        return made;
    }

    private static Part make(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) return new ListPart(of(arguments[0]));
            if (generic.getRawType() == SortedSet.class) return new SetPart(of(arguments[0]));
            if (generic.getRawType() == SortedMap.class && arguments[0] == String.class)
                return new MapPart(of(arguments[1]));
        }
        if (type instanceof Class<?> c && c.isRecord()) return new RecordPart(c);
        if (type instanceof Class<?> c && c.isSealed()) return new FamilyPart(c);
        throw new IllegalArgumentException("No document can hold a component of type " + type);
    }

    private static BsonValue millis(Instant instant) {
        return new BsonDateTime(instant.toEpochMilli());
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    @SuppressWarnings("unchecked") // a part is only asked for values of its type
    private static <T> void plain(
            Type type, Function<T, BsonValue> write, Function<BsonValue, T> read) {
        KNOWN.put(
                type,
                new Part() {
                    @Override
                    public BsonValue write(Object value) {
                        return write.apply((T) value);
                    }

                    @Override
                    public Object read(BsonValue stored) {
                        return read.apply(stored);
                    }
                });
    }
}
