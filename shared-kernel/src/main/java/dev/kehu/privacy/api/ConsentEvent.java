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

/** What can have happened to what a customer allows. */
public sealed interface ConsentEvent extends DomainEvent {
    ConsentId consentId();

    CustomerId customerId();

    /** A customer allowed one purpose on one channel, and was shown this wording. */
    @EventName("consent.granted")
    record ConsentGranted(
            @Open ConsentId consentId,
            @Subject CustomerId customerId,
            @Open Long number,
            @Open String purpose,
            @Open String channel,
            @Open String basis,
            @Open String textVersion,
            @Open String form,
            @Personal(Category.CONTENT) @Nullable String evidence,
            @Open Instant occurredAt)
            implements ConsentEvent {}

    /** A customer allows it no more: one purpose or every one, on one channel or every one. */
    @EventName("consent.withdrawn")
    record ConsentWithdrawn(
            @Open ConsentId consentId,
            @Subject CustomerId customerId,
            @Open @Nullable String purpose,
            @Open @Nullable String channel,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ConsentEvent {}

    /** A message was allowed to leave by the consent it names. */
    @EventName("consent.message-approved")
    record MessageApproved(
            @Open ConsentId consentId,
            @Subject CustomerId customerId,
            @Open String purpose,
            @Open String channel,
            @Open String consent,
            @Open Instant occurredAt)
            implements ConsentEvent {}
}
