package dev.kehu.lifecycle.api;

import dev.kehu.kernel.Id;

/** Identifies one project of a firm or a department. Text {@code implementation-…}. */
public record ImplementationId(String value) implements Id {
    public static final String PREFIX = "implementation-";

    /** Name of the process that drives one. */
    public static final String PROCESS = "implementation";

    @Override
    public String toString() {
        return value;
    }
}
