package dev.kehu.platform.bson;

import org.bson.BsonArray;
import org.bson.BsonValue;

import java.util.ArrayList;
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
    public BsonValue write(Object value) {
        List<BsonValue> stored = new ArrayList<>();
        for (Object each : (List<?>) value) stored.add(element.write(each));
        return new BsonArray(stored);
    }

    @Override
    public Object read(BsonValue stored) {
        return stored.asArray().stream().map(element::read).toList();
    }
}
