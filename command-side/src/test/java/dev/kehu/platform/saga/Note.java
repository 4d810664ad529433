package dev.kehu.platform.saga;

import dev.kehu.customer.api.CustomerId;

import java.time.Instant;

/** Writes one page into the ledger of a customer; page two is never allowed. */
public record Note(CustomerId customer, int page, Instant at) {
    static final int FORBIDDEN = 2;

    String ledger() {
        return "ledger-" + customer.value();
    }
}
