package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What can have happened to an erasure two people decide on. */
public sealed interface ErasureRequestEvent extends DomainEvent {
    ErasureRequestId requestId();

    CustomerId customerId();

    /** Somebody asked for the erasure of a person; another one has to decide. */
    @EventName("erasure.requested")
    record ErasureRequested(
            @Open ErasureRequestId requestId,
            @Subject CustomerId customerId,
            @Open Boolean only,
            @Open String basis,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open String by,
            @Open Instant occurredAt)
            implements ErasureRequestEvent {}

    /** Another person agreed; the erasure was decided in the same append. */
    @EventName("erasure.approved")
    record ErasureApproved(
            @Open ErasureRequestId requestId,
            @Subject CustomerId customerId,
            @Open ErasureId erasureId,
            @Open String by,
            @Open Instant occurredAt)
            implements ErasureRequestEvent {}

    /** Another person said no; the customer stays. */
    @EventName("erasure.declined")
    record ErasureDeclined(
            @Open ErasureRequestId requestId,
            @Subject CustomerId customerId,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open String by,
            @Open Instant occurredAt)
            implements ErasureRequestEvent {}

    /** Who asked took it back; the customer stays. */
    @EventName("erasure.request-withdrawn")
    record ErasureRequestWithdrawn(
            @Open ErasureRequestId requestId,
            @Subject CustomerId customerId,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open String by,
            @Open Instant occurredAt)
            implements ErasureRequestEvent {}
}
