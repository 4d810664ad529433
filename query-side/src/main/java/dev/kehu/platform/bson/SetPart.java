package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonWriter;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** A sorted set as an array. */
record SetPart(Part element) implements Part {
    @Override
    public boolean absent(Object value) {
        return ((SortedSet<?>) value).isEmpty();
    }

    @Override
    public Object missing() {
        return Collections.emptySortedSet();
    }

    @Override
    public void write(BsonWriter out, Object value) {
        ListPart.writeAll(out, element, (SortedSet<?>) value);
    }

    @Override
    public Object read(BsonReader in) {
        return Collections.unmodifiableSortedSet(ListPart.readAll(in, element, new TreeSet<>()));
    }
}
