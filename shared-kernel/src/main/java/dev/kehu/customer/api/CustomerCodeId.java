package dev.kehu.customer.api;

import dev.kehu.kernel.Id;

/** Identifies a customer code: a keyed hash of the code. Text {@code code-…}. */
public record CustomerCodeId(String value) implements Id {
    public static final String PREFIX = "code-";

    @Override
    public String toString() {
        return value;
    }
}
