package dev.kehu.audit.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** What can have happened to agreements of confidentiality; who recorded it is its actor. */
public sealed interface ConfidentialityEvent extends DomainEvent {
    ConfidentialityId confidentialityId();

    String user();

    /** A member of the staff signed this wording on that day. */
    @EventName("confidentiality.agreed")
    record ConfidentialityAgreed(
            @Subject ConfidentialityId confidentialityId,
            @Open String user,
            @Open String textVersion,
            @Open LocalDate signedOn,
            @Personal(Category.CONTENT) @Nullable String evidence,
            @Open Instant occurredAt)
            implements ConfidentialityEvent {}

    /** What a member of the staff signed holds no more. */
    @EventName("confidentiality.ended")
    record ConfidentialityEnded(
            @Subject ConfidentialityId confidentialityId,
            @Open String user,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ConfidentialityEvent {}
}
