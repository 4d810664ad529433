package dev.kehu.value.api;

import dev.kehu.kernel.Id;

/** Identifies the versions of one value model: {@code valuemodel-all}, or one segment's. */
public record ValueModelId(String value) implements Id {
    public static final String PREFIX = "valuemodel-";

    /** The model of every customer whose segment has none of its own. */
    public static final ValueModelId ALL = new ValueModelId(PREFIX + "all");

    @Override
    public String toString() {
        return value;
    }
}
