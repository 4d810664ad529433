package dev.kehu.value.api;

import dev.kehu.kernel.Id;

/** Identifies the versions of one value model: {@code valuemodel-all}, or one segment's. */
public record ValueModelId(String value) implements Id {
    public static final String PREFIX = "valuemodel-";

    /** The model of every customer whose segment has none of its own. */
    public static final ValueModelId ALL = new ValueModelId(PREFIX + "all");

    /** The model of the customers of one strategic segment. */
    public static ValueModelId ofSegment(String segment) {
        return new ValueModelId(PREFIX + "segment-" + segment);
    }

    @Override
    public String toString() {
        return value;
    }
}
