package dev.kehu.audit.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Somebody looked at personal data. Names customers by id and by nothing else.
 *
 * @param actor user name of an employee, channel or program
 * @param view the address as the program knows it, without what was asked
 * @param purpose one word, as the reader gave it
 * @param customers ids of whom was shown, the first {@link #LISTED} of them
 * @param count how many were shown, or {@link #UNCOUNTED}
 * @param digest SHA-256 over all the ids in the order shown, a line each, hexadecimal; null where
 *     they are all listed
 */
public record Access(
        Instant at,
        String actor,
        String view,
        String purpose,
        List<String> customers,
        long count,
        @Nullable String digest) {
    /** Most ids one entry names. */
    public static final int LISTED = 1_000;

    /** More than anybody counted: a file of everything, a question to all. */
    public static final long UNCOUNTED = -1;

    /** A look at these. */
    public static Access of(
            Instant at, String actor, String view, String purpose, List<String> customers) {
        return new Access(at, actor, view, purpose, customers, customers.size(), null);
    }

    /** A look at possibly everybody. */
    public static Access wide(Instant at, String actor, String view, String purpose) {
        return new Access(at, actor, view, purpose, List.of(), UNCOUNTED, null);
    }

    /** Whether it may have shown somebody it does not name. */
    public boolean wide() {
        return count != customers.size();
    }
}
