package dev.kehu.customer.command;

import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.customer.api.CustomerEvent.HoldLifted;
import dev.kehu.customer.api.CustomerEvent.HoldPlaced;
import dev.kehu.customer.api.CustomerEvent.TextsErased;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is true of one customer, as far as decisions need it. */
record CustomerFile(
        Status status,
        @Nullable CustomerId survivor,
        Set<CustomerId> absorbed,
        @Nullable Hold hold) {
    static final CustomerFile UNKNOWN = new CustomerFile(Status.UNKNOWN, null, Set.of(), null);

    enum Status {
        UNKNOWN,
        ANONYMOUS,
        REGISTERED,
        ERASED
    }

    /**
     * A legal hold.
     *
     * @param until its last day, null for one without an end
     */
    record Hold(@Nullable LocalDate until) {
        boolean on(LocalDate day) {
            return until == null || !day.isAfter(until);
        }

        /** Of two the one that lasts longer: a later one never shortens what an earlier says. */
        Hold orLonger(@Nullable Hold other) {
            return until != null && other != null && other.on(until) ? other : this;
        }
    }

    boolean erased() {
        return status == Status.ERASED;
    }

    List<CustomerEvent> open(CustomerId id, Instant occurredAt) {
        return status == Status.UNKNOWN ? List.of(new CustomerOpened(id, occurredAt)) : List.of();
    }

    List<CustomerEvent> decide(CustomerId id, RegisterCustomer c) {
        refuseErased();
        if (status == Status.REGISTERED) {
            throw Refusal.conflict(
                    "customer.already-registered",
                    "This customer is registered under another code; merge the two instead");
        }
        return List.of(new CustomerRegistered(id, c.code(), c.name(), c.type(), c.occurredAt()));
    }

    List<CustomerEvent> decide(CorrectContact c) {
        known();
        if (c.wrong().equals(c.right().contactId())) {
            throw Refusal.invalid(
                    "contact.unchanged", "The right address is the same as the wrong one");
        }
        return List.of(
                new ContactCorrected(
                        c.customerId(),
                        c.wrong(),
                        c.right().contactId(),
                        c.right().contact().kind(),
                        c.right().contact().value(),
                        c.right().contact().system(),
                        c.occurredAt()));
    }

    void allow(AddContactPerson c) {
        known();
        if (c.name().isBlank()) {
            throw Refusal.invalid("person.name-missing", "A contact person needs a name");
        }
    }

    /** The survivor's half of a merge. */
    List<CustomerEvent> absorb(MergeCustomers c) {
        known();
        if (c.survivor().equals(c.absorbed())) {
            throw Refusal.invalid("merge.same", "A customer cannot be merged with itself");
        }
        if (survivor != null) {
            throw Refusal.conflict(
                    "merge.survivor-merged",
                    "The survivor is itself merged into another customer; name that one");
        }
        return List.of(
                new CustomerAbsorbed(c.survivor(), c.absorbed(), c.reason(), c.occurredAt()));
    }

    /** The absorbed customer's half of a merge. */
    List<CustomerEvent> beAbsorbed(MergeCustomers c) {
        known();
        if (survivor != null) {
            throw Refusal.conflict(
                    "merge.already-merged", "This customer is merged already; unmerge it first");
        }
        return List.of(new CustomerMerged(c.absorbed(), c.survivor(), c.reason(), c.occurredAt()));
    }

    /** The survivor's half of taking a merge back. */
    List<CustomerEvent> separate(UnmergeCustomers c) {
        if (!absorbed.contains(c.absorbed())) {
            throw Refusal.conflict("merge.not-merged", "These two customers are not merged");
        }
        return List.of(
                new CustomerSeparated(c.survivor(), c.absorbed(), c.reason(), c.occurredAt()));
    }

    /** The absorbed customer's half of taking a merge back. */
    List<CustomerEvent> beRestored(UnmergeCustomers c) {
        if (!c.survivor().equals(survivor)) {
            throw Refusal.conflict("merge.not-merged", "These two customers are not merged");
        }
        return List.of(
                new CustomerRestored(c.absorbed(), c.survivor(), c.reason(), c.occurredAt()));
    }

    List<CustomerEvent> decide(PlaceHold c) {
        known();
        if (c.reason().isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why the customer has to be kept");
        }
        return List.of(new HoldPlaced(c.customerId(), c.reason(), c.until(), c.occurredAt()));
    }

    List<CustomerEvent> decide(LiftHold c) {
        known();
        if (hold == null) {
            throw Refusal.conflict("hold.none", "No legal hold lies on this customer");
        }
        return List.of(new HoldLifted(c.customerId(), c.reason(), c.occurredAt()));
    }

    void refuseHeld(LocalDate today) {
        if (hold != null && hold.on(today)) {
            throw Refusal.conflict(
                    "customer.held",
                    "A legal hold lies on this customer, or on one merged with it,"
                            + (hold.until() == null ? "" : " until " + hold.until())
                            + "; lift it first");
        }
    }

    /** Nothing more for one erased before: of a merge one may have been erased alone. */
    List<CustomerEvent> erase(CustomerId id, Instant occurredAt) {
        return erased() ? List.of() : List.of(new CustomerErased(id, occurredAt));
    }

    private void known() {
        if (status == Status.UNKNOWN) {
            throw Refusal.unknown("customer.unknown", "There is no customer with this id");
        }
        refuseErased();
    }

    private void refuseErased() {
        if (erased()) {
            throw Refusal.conflict(
                    "customer.erased",
                    "This customer was erased; the next contact opens a new customer");
        }
    }

    CustomerFile evolve(CustomerEvent event) {
        return switch (event) {
            case CustomerOpened e -> with(Status.ANONYMOUS);
            case CustomerRegistered e -> with(Status.REGISTERED);
            case ContactCorrected e -> this;
            case TextsErased e -> this;
            case CustomerAbsorbed e -> merged(survivor, with(e.absorbed()));
            case CustomerSeparated e -> merged(survivor, without(e.separated()));
            case CustomerMerged e -> merged(e.survivor(), absorbed);
            case CustomerRestored e -> merged(null, absorbed);
            case HoldPlaced e -> held(new Hold(e.until()).orLonger(hold));
            case HoldLifted e -> held(null);
            case CustomerErased e -> with(Status.ERASED).held(null);
        };
    }

    private CustomerFile with(Status next) {
        return new CustomerFile(next, survivor, absorbed, hold);
    }

    private CustomerFile merged(@Nullable CustomerId into, Set<CustomerId> all) {
        return new CustomerFile(status, into, all, hold);
    }

    private CustomerFile held(@Nullable Hold next) {
        return new CustomerFile(status, survivor, absorbed, next);
    }

    private Set<CustomerId> with(CustomerId other) {
        Set<CustomerId> all = new HashSet<>(absorbed);
        all.add(other);
        return Set.copyOf(all);
    }

    private Set<CustomerId> without(CustomerId other) {
        Set<CustomerId> all = new HashSet<>(absorbed);
        all.remove(other);
        return Set.copyOf(all);
    }
}
