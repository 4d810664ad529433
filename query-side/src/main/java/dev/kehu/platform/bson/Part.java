package dev.kehu.platform.bson;

import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** How values of one type are written and read. */
interface Part {
    BsonValue write(Object value);

    Object read(BsonValue stored);

    /** True when there is nothing worth storing. */
    default boolean absent(@Nullable Object value) {
        return value == null;
    }

    /** What a field that was left out reads as. */
    default @Nullable Object missing() {
        return null;
    }
}
