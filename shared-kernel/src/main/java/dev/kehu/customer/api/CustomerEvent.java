package dev.kehu.customer.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Everything that can have happened to a customer. Raw values, never validating: history must stay
 * readable.
 */
public sealed interface CustomerEvent extends DomainEvent {
    CustomerId customerId();

    /** Somebody unknown made contact; an anonymous customer file was opened. */
    @EventName("customer.opened")
    record CustomerOpened(@Subject CustomerId customerId, @Open Instant occurredAt)
            implements CustomerEvent {}

    /** A person or firm entered the customer file under a code. */
    @EventName("customer.registered")
    record CustomerRegistered(
            @Subject CustomerId customerId,
            @Personal @Nullable String code,
            @Personal @Nullable String name,
            @Personal @Nullable String type,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /** An address of the customer was replaced by another. */
    @EventName("customer.contact-corrected")
    record ContactCorrected(
            @Subject CustomerId customerId,
            @Open ContactPointId wrong,
            @Open ContactPointId right,
            @Open String kind,
            @Personal(Category.CONTACT) @Nullable String value,
            @Personal(Category.CONTACT) @Nullable String system,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /** Another customer turned out to be this one; recorded on the stream of the survivor. */
    @EventName("customer.absorbed")
    record CustomerAbsorbed(
            @Subject CustomerId customerId,
            @Open CustomerId absorbed,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /** This customer turned out to be another one; recorded on the stream of the absorbed. */
    @EventName("customer.merged")
    record CustomerMerged(
            @Subject CustomerId customerId,
            @Open CustomerId survivor,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /**
     * A merge was wrong: the other customer left this one again; recorded on the stream of the
     * survivor.
     */
    @EventName("customer.separated")
    record CustomerSeparated(
            @Subject CustomerId customerId,
            @Open CustomerId separated,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /**
     * A merge was wrong: this customer stands on its own again; recorded on the stream of the
     * absorbed.
     */
    @EventName("customer.restored")
    record CustomerRestored(
            @Subject CustomerId customerId,
            @Open CustomerId survivor,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /** The law wants this customer kept: nobody may erase it before the hold ends. */
    @EventName("customer.hold-placed")
    record HoldPlaced(
            @Subject CustomerId customerId,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open @Nullable LocalDate until,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /** A legal hold ended before its day. */
    @EventName("customer.hold-lifted")
    record HoldLifted(
            @Subject CustomerId customerId,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements CustomerEvent {}

    /**
     * What was said up to now is to be forgotten: texts, notes and tags can never be read again;
     * the customer stays, with name and contact points.
     *
     * @param erasure id of the erasure it is part of
     */
    @EventName("customer.texts-erased")
    record TextsErased(
            @Subject CustomerId customerId, @Open String erasure, @Open Instant occurredAt)
            implements CustomerEvent {}

    /** The person was erased: what was personal can never be read again, counts and money stay. */
    @EventName("customer.erased")
    record CustomerErased(@Subject CustomerId customerId, @Open Instant occurredAt)
            implements CustomerEvent {}
}
