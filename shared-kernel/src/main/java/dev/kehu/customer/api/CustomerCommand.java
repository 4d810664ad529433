package dev.kehu.customer.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything that may be asked about customers. Each touches several streams, so each is handled
 * beside the aggregates.
 */
public sealed interface CustomerCommand {
    /** When it happened in the business. */
    Instant occurredAt();

    /** Register a person or firm under a code, or find the customer that has it. */
    record RegisterCustomer(
            CustomerId fresh,
            CustomerCodeId codeId,
            String code,
            String name,
            @Nullable String type,
            List<AddressedContact> contacts,
            Instant occurredAt)
            implements CustomerCommand {}

    /** Replace an address that was wrong or is no longer used. */
    record CorrectContact(
            CustomerId customerId, ContactPointId wrong, AddressedContact right, Instant occurredAt)
            implements CustomerCommand {}

    /** Add a person to speak to at a customer. */
    record AddContactPerson(
            CustomerId customerId,
            ContactPersonId personId,
            String name,
            @Nullable String role,
            List<Contact> contacts,
            Instant occurredAt)
            implements CustomerCommand {}

    /** State that two customers are one; {@code survivor} answers for both from now on. */
    record MergeCustomers(
            CustomerId survivor, CustomerId absorbed, @Nullable String reason, Instant occurredAt)
            implements CustomerCommand {}

    /** Take a merge back: both are customers of their own again. */
    record UnmergeCustomers(
            CustomerId survivor, CustomerId absorbed, @Nullable String reason, Instant occurredAt)
            implements CustomerCommand {}

    /**
     * Forbid the erasure of a customer.
     *
     * @param until last day of the hold, null for one without an end
     */
    record PlaceHold(
            CustomerId customerId, String reason, @Nullable LocalDate until, Instant occurredAt)
            implements CustomerCommand {}

    /** End a hold before its day. */
    record LiftHold(CustomerId customerId, @Nullable String reason, Instant occurredAt)
            implements CustomerCommand {}

    /** A contact with the stream that claims it. */
    record AddressedContact(ContactPointId contactId, Contact contact) {}
}
