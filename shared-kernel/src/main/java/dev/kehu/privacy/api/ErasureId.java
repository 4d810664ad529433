package dev.kehu.privacy.api;

import dev.kehu.kernel.Id;

/**
 * Identifies the erasure of a person, and the subject its reason is sealed for. Text {@code
 * erasure-…}.
 */
public record ErasureId(String value) implements Id {
    public static final String PREFIX = "erasure-";

    @Override
    public String toString() {
        return value;
    }
}
