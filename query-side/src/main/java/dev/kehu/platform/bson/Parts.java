package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Finds the part for a type; parts of plain values are fixed, the others are made once. */
final class Parts {
    private static final Map<Type, Part> KNOWN = new ConcurrentHashMap<>();

    static {
        plain(String.class, BsonWriter::writeString, BsonReader::readString);
        plain(
                Instant.class,
                (out, at) -> out.writeDateTime(at.toEpochMilli()),
                in -> Instant.ofEpochMilli(in.readDateTime()));
        plain(
                BigDecimal.class,
                (out, number) -> out.writeString(number.toString()),
                in -> new BigDecimal(in.readString()));
        plain(Long.class, BsonWriter::writeInt64, Parts::whole);
        plain(long.class, BsonWriter::writeInt64, Parts::whole);
        plain(int.class, BsonWriter::writeInt32, in -> (int) whole(in));
        plain(boolean.class, BsonWriter::writeBoolean, BsonReader::readBoolean);
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

    private static long whole(BsonReader in) {
        return in.getCurrentBsonType() == BsonType.INT32 ? in.readInt32() : in.readInt64();
    }

    @SuppressWarnings("unchecked") // a part is only asked for values of its type
    private static <T> void plain(
            Type type, BiConsumer<BsonWriter, T> write, Function<BsonReader, T> read) {
        KNOWN.put(
                type,
                new Part() {
                    @Override
                    public void write(BsonWriter out, Object value) {
                        write.accept(out, (T) value);
                    }

                    @Override
                    public Object read(BsonReader in) {
                        return read.apply(in);
                    }
                });
    }
}
