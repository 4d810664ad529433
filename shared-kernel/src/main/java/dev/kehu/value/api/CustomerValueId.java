package dev.kehu.value.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Id;

/**
 * Identifies what one customer was found to be worth, a stream beside the customer's own. Text
 * {@code customervalue-…}, with the customer's random part.
 */
public record CustomerValueId(String value) implements Id {
    public static final String PREFIX = "customervalue-";

    public static CustomerValueId of(CustomerId customer) {
        String id = customer.value();
        String random =
                id.startsWith(CustomerId.PREFIX) ? id.substring(CustomerId.PREFIX.length()) : id;
        return new CustomerValueId(PREFIX + random);
    }

    @Override
    public String toString() {
        return value;
    }
}
