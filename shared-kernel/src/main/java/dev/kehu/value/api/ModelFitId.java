package dev.kehu.value.api;

import dev.kehu.kernel.Id;

/** Identifies what was learnt from the firm's orders, fit by fit. Text {@code valuefit-…}. */
public record ModelFitId(String value) implements Id {
    public static final String PREFIX = "valuefit-";

    /** All orders of the firm. */
    public static final ModelFitId FIRM = new ModelFitId(PREFIX + "firm");

    @Override
    public String toString() {
        return value;
    }
}
