package dev.kehu.customer.api;

import org.jspecify.annotations.Nullable;

/**
 * An address a customer is reached at, as it was given.
 *
 * @param kind {@code email}, {@code phone} or {@code handle}
 * @param system the system a handle belongs to, else null
 */
public record Contact(String kind, String value, @Nullable String system) {
    /** Never shows the address: this text reaches logs. */
    @Override
    public String toString() {
        return "Contact[" + kind + "]";
    }
}
