package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonReaderMark;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** A sealed family of records: the record's simple name stands in the field {@code @t}. */
final class FamilyPart implements DocumentPart {
    private static final String TAG = "@t";
    private final Map<String, RecordPart> byName = new HashMap<>();
    private final Map<Class<?>, RecordPart> byType = new HashMap<>();

    FamilyPart(Class<?> family) {
        for (Class<?> member : family.getPermittedSubclasses()) {
            if (!member.isRecord())
                throw new IllegalArgumentException("A family holds records only: " + member);
            RecordPart part = new RecordPart(member);
            byName.put(member.getSimpleName(), part);
            byType.put(member, part);
        }
    }

    @Override
    public void writeFields(BsonWriter out, Object value, String idName) {
        RecordPart part = byType.get(value.getClass());
        if (part == null) throw new IllegalStateException("Unknown kind: " + value.getClass());
        part.writeFields(out, value, idName);
        out.writeString(TAG, value.getClass().getSimpleName());
    }

    @Override
    public Object read(BsonReader in) {
        BsonReaderMark start = in.getMark();
        RecordPart part = byName.get(tag(in));
        start.reset();
        if (part == null) throw new IllegalStateException("Unknown kind of document");
        return part.read(in);
    }

    private static @Nullable String tag(BsonReader in) {
        in.readStartDocument();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT) {
            if (in.readName().equals(TAG)) return in.readString();
            in.skipValue();
        }
        return null;
    }
}
