package dev.kehu.platform.bson;

import org.bson.BsonArray;
import org.bson.BsonValue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    public BsonValue write(Object value) {
        List<BsonValue> stored = new ArrayList<>();
        for (Object each : (SortedSet<?>) value) stored.add(element.write(each));
        return new BsonArray(stored);
    }

    @Override
    public Object read(BsonValue stored) {
        TreeSet<Object> set = new TreeSet<>();
        stored.asArray().forEach(each -> set.add(element.read(each)));
        return Collections.unmodifiableSortedSet(set);
    }
}
