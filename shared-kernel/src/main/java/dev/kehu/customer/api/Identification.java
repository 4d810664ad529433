package dev.kehu.customer.api;

import java.time.Instant;
import java.util.Optional;

/** Finds the customer a reference means, inside the caller's unit of work. */
public interface Identification {
    /**
     * The owner of the reference. An unknown contact is claimed for a new anonymous customer in the
     * same append.
     *
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown} when an id or code is not known
     */
    CustomerId identify(CustomerReference reference, Instant occurredAt);

    /** The customer a reference means now, if anybody; changes nothing. */
    Optional<CustomerId> known(CustomerReference reference);

    /**
     * The customer with this code, registered now if nobody has it; free contact points are claimed
     * for it.
     */
    CustomerId register(CustomerCommand.RegisterCustomer command);
}
