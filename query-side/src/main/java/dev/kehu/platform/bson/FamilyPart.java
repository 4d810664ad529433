package dev.kehu.platform.bson;

import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

import java.util.HashMap;
import java.util.Map;

/** A sealed family of records: the record's simple name stands in the field {@code @t}. */
final class FamilyPart implements Part {
    private static final String TAG = "@t";
    private final Map<String, Part> byName = new HashMap<>();

    FamilyPart(Class<?> family) {
        for (Class<?> member : family.getPermittedSubclasses())
            byName.put(member.getSimpleName(), Parts.of(member));
    }

    @Override
    public BsonValue write(Object value) {
        String name = value.getClass().getSimpleName();
        BsonDocument document = part(name).write(value).asDocument();
        return document.append(TAG, new BsonString(name));
    }

    @Override
    public Object read(BsonValue stored) {
        return part(stored.asDocument().getString(TAG).getValue()).read(stored);
    }

    private Part part(String name) {
        Part part = byName.get(name);
        if (part == null) throw new IllegalStateException("Unknown kind of document: " + name);
        return part;
    }
}
