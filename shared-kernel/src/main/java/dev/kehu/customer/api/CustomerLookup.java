package dev.kehu.customer.api;

import java.util.List;
import java.util.Optional;

/**
 * Who holds a code or a contact point now. Answers from the claims themselves, so it is never
 * behind.
 */
public interface CustomerLookup {
    /** The customer that claimed this code. */
    Optional<CustomerId> byCode(String code);

    /** Whether the customer was erased; once true it stays so. */
    boolean isErased(CustomerId customer);

    /**
     * The customer that claimed this contact point.
     *
     * @param text {@code kind:value} or the bare value, normalised as at intake
     */
    Optional<CustomerId> byContact(String text);

    /** Who is the same person, for decisions of other capabilities. */
    interface Same {
        /**
         * The customer and everybody merged with it. An erasure of the customer waits for the
         * caller's unit of work, or the caller's append fails.
         *
         * @throws dev.kehu.kernel.Refusal {@code customer.unknown} or {@code customer.erased}
         */
        List<CustomerId> as(CustomerId customer);
    }
}
