package dev.kehu.customer.view.customer360;

import org.jspecify.annotations.Nullable;

/**
 * An address of a customer.
 *
 * @param state {@code claimed}, {@code released} or {@code corrected} (replaced by another)
 */
record ContactPoint(
        @Nullable String kind, @Nullable String value, @Nullable String system, String state) {
    static final String CLAIMED = "claimed", RELEASED = "released", CORRECTED = "corrected";

    ContactPoint in(String next) {
        return new ContactPoint(kind, value, system, next);
    }

    boolean living() {
        return state.equals(CLAIMED);
    }
}
