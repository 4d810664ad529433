package dev.kehu.customer.api;

import dev.kehu.kernel.Id;

/** Identifies a contact person, a data subject of its own. Text {@code person-…}. */
public record ContactPersonId(String value) implements Id {
    public static final String PREFIX = "person-";

    @Override
    public String toString() {
        return value;
    }
}
