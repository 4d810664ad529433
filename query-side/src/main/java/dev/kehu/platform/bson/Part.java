package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.jspecify.annotations.Nullable;

/** How values of one type are written and read. */
interface Part {
    void write(BsonWriter out, Object value);

    Object read(BsonReader in);

    /** True when there is nothing worth storing. */
    default boolean absent(@Nullable Object value) {
        return value == null;
    }

    /** What a field that was left out reads as. */
    default @Nullable Object missing() {
        return null;
    }
}
