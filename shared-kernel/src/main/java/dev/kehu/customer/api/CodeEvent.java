package dev.kehu.customer.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Subject;

import java.time.Instant;

/** What can have happened to a customer code. */
public sealed interface CodeEvent extends DomainEvent {
    CustomerCodeId codeId();

    CustomerId customerId();

    /** The code belongs to this customer: no other can be registered under it. */
    @EventName("code.claimed")
    record CodeClaimed(
            @Open CustomerCodeId codeId, @Subject CustomerId customerId, @Open Instant occurredAt)
            implements CodeEvent {}

    /** The customer was erased; the next one registered under the code is a new one. */
    @EventName("code.released")
    record CodeReleased(
            @Open CustomerCodeId codeId, @Subject CustomerId customerId, @Open Instant occurredAt)
            implements CodeEvent {}
}
