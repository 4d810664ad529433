package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Personal.Category;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Everything that may be asked about an erasure two people decide on.
 *
 * <p>{@code by} is always the user who asks this.
 */
public sealed interface ErasureRequestCommand {
    @TargetAggregateIdentifier
    ErasureRequestId requestId();

    CustomerId customerId();

    String by();

    /**
     * Ask somebody else to erase a person.
     *
     * @param category what is to be erased alone while the person stays; null for the person
     * @param only leave the others of a merge whole
     * @param basis the rule that asks for it; names nobody
     * @param because null where somebody asks for it; else it is refused when the person is needed
     *     by now
     * @param today the business day what is needed is looked at
     */
    record RequestErasure(
            ErasureRequestId requestId,
            CustomerId customerId,
            boolean only,
            @Nullable Category category,
            String reason,
            String basis,
            @Nullable NoLongerNeeded because,
            String by,
            LocalDate today,
            Instant occurredAt)
            implements ErasureRequestCommand {}

    /**
     * Erase the person somebody else asked about.
     *
     * @param erasureId of the erasure this becomes
     * @param number of the request that is meant, among all about this customer, from 1; null: the
     *     only one there ever was
     * @param today the business day a legal hold, and what is needed, is looked at
     */
    record ApproveErasure(
            ErasureRequestId requestId,
            CustomerId customerId,
            ErasureId erasureId,
            @Nullable Integer number,
            String by,
            LocalDate today,
            Instant occurredAt)
            implements ErasureRequestCommand {}

    /** Refuse what somebody else asked for. */
    record DeclineErasure(
            ErasureRequestId requestId,
            CustomerId customerId,
            String reason,
            String by,
            Instant occurredAt)
            implements ErasureRequestCommand {}

    /** Take back what one asked for oneself. */
    record WithdrawErasure(
            ErasureRequestId requestId,
            CustomerId customerId,
            @Nullable String reason,
            String by,
            Instant occurredAt)
            implements ErasureRequestCommand {}
}
