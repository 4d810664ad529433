package dev.kehu.audit.api;

import dev.kehu.kernel.Id;

/** Identifies who of the staff agreed to keep what they see. Text {@code confidentiality-…}. */
public record ConfidentialityId(String value) implements Id {
    public static final String PREFIX = "confidentiality-";

    /** The whole firm. */
    public static final ConfidentialityId FIRM = new ConfidentialityId(PREFIX + "firm");

    @Override
    public String toString() {
        return value;
    }
}
