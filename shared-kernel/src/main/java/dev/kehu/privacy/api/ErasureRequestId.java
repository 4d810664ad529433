package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Id;

/** Identifies who asked for the erasure of one customer. Text {@code erasurerequest-…}. */
public record ErasureRequestId(String value) implements Id {
    public static final String PREFIX = "erasurerequest-";

    public static ErasureRequestId of(CustomerId customer) {
        String text = customer.value();
        return new ErasureRequestId(
                PREFIX
                        + (text.startsWith(CustomerId.PREFIX)
                                ? text.substring(CustomerId.PREFIX.length())
                                : text));
    }

    @Override
    public String toString() {
        return value;
    }
}
