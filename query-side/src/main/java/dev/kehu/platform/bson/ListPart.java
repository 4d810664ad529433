package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** A list as an array. */
record ListPart(Part element) implements Part {
    @Override
    public boolean absent(Object value) {
        return ((List<?>) value).isEmpty();
    }

    @Override
    public Object missing() {
        return List.of();
    }

    @Override
    public void write(BsonWriter out, Object value) {
        writeAll(out, element, (List<?>) value);
    }

    @Override
    public Object read(BsonReader in) {
        return Collections.unmodifiableList(readAll(in, element, new ArrayList<>()));
    }

    static void writeAll(BsonWriter out, Part element, Collection<?> values) {
        out.writeStartArray();
        for (Object each : values) element.write(out, each);
        out.writeEndArray();
    }

    static <C extends Collection<Object>> C readAll(BsonReader in, Part element, C into) {
        in.readStartArray();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) into.add(element.read(in));
        in.readEndArray();
        return into;
    }
}
