package dev.kehu.wrong.customer.command;

import java.time.Instant;

/** Time is given to the business, never taken. */
final class ReadsTheClock {
    Instant when() {
        return Instant.now();
    }
}
