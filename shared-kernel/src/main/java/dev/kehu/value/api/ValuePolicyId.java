package dev.kehu.value.api;

import dev.kehu.kernel.Id;

/** Identifies what the firm decided about value for everybody. Text {@code valuepolicy-…}. */
public record ValuePolicyId(String value) implements Id {
    public static final String PREFIX = "valuepolicy-";

    /** The whole firm. */
    public static final ValuePolicyId FIRM = new ValuePolicyId(PREFIX + "firm");

    @Override
    public String toString() {
        return value;
    }
}
