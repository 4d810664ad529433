package dev.kehu.privacy.api;

import dev.kehu.kernel.Id;

/** Identifies what the firm decided about how long people are kept. Text {@code retention-…}. */
public record RetentionId(String value) implements Id {
    public static final String PREFIX = "retention-";

    /** The whole firm. */
    public static final RetentionId FIRM = new RetentionId(PREFIX + "firm");

    @Override
    public String toString() {
        return value;
    }
}
