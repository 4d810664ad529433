package dev.kehu.customer.api;

import dev.kehu.kernel.Id;

/**
 * Identifies a customer, and of the data subject its events are sealed for. Text {@code
 * customer-…}.
 */
public record CustomerId(String value) implements Id {
    public static final String PREFIX = "customer-";

    @Override
    public String toString() {
        return value;
    }
}
