package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Id;

/** Identifies the consents of one customer. Text {@code consent-…}. */
public record ConsentId(String value) implements Id {
    public static final String PREFIX = "consent-";

    public static ConsentId of(CustomerId customer) {
        String text = customer.value();
        return new ConsentId(
                PREFIX
                        + (text.startsWith(CustomerId.PREFIX)
                                ? text.substring(CustomerId.PREFIX.length())
                                : text));
    }

    /** How a message names one of the consents: {@code consent-….1} is the first. */
    public String number(long grant) {
        return value + "." + grant;
    }

    @Override
    public String toString() {
        return value;
    }
}
