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
import java.time.LocalDate;
import java.util.List;

/** What can have happened to an erasure two people decide on. */
public sealed interface ErasureRequestEvent extends DomainEvent {
    ErasureRequestId requestId();

    CustomerId customerId();

    /**
     * Somebody asked for the erasure of a person, of all these customers; another one has to
     * decide. Where it was a run of retention: by which periods, until when the person was needed,
     * and who brought it about. Where {@code category} is there, that alone is to go, and the
     * person to stay. Who approves answers for the basis, which then stands open.
     */
    @EventName(value = "erasure.requested", revision = "3")
    record ErasureRequested(
            @Open ErasureRequestId requestId,
            @Subject CustomerId customerId,
            @Open Boolean only,
            @Open @Nullable List<String> customers,
            @Personal(Category.CONTENT) @Nullable String basis,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open String by,
            @Open @Nullable Integer periods,
            @Open @Nullable LocalDate until,
            @Open @Nullable List<String> causedBy,
            @Open @Nullable String category,
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
