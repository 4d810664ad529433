package dev.kehu.customer.api;

import dev.kehu.kernel.Id;

/**
 * Identifies a contact point: a keyed hash of the normalised address, so the address itself stays
 * sealed. Text {@code contact-…}.
 */
public record ContactPointId(String value) implements Id {
    public static final String PREFIX = "contact-";

    @Override
    public String toString() {
        return value;
    }
}
