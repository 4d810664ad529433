package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCommand.AddressedContact;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.customer.api.CustomerReference.ByCode;
import dev.kehu.customer.api.CustomerReference.ByContact;
import dev.kehu.customer.api.CustomerReference.ById;
import dev.kehu.customer.api.Identification;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.memory.Standing;

import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the customer a channel means, and opens or registers one where there is none, all in the
 * caller's append.
 */
@Component
class Registration implements Identification {
    private final Claims claims;
    private final Repository<Customer> customers;
    private final Repository<ContactPoint> contacts;
    private final Repository<CustomerCode> codes;

    Registration(
            Claims claims,
            Repository<Customer> customers,
            Repository<ContactPoint> contacts,
            Repository<CustomerCode> codes) {
        this.claims = claims;
        this.customers = customers;
        this.contacts = contacts;
        this.codes = codes;
    }

    @Override
    public CustomerId identify(CustomerReference reference, Instant occurredAt) {
        return switch (reference) {
            case ById(CustomerId id) when claims.exists(id) -> living(id);
            case ByCode(var code) when claims.of(code).isPresent() -> living(claims.of(code).get());
            case ById id ->
                    throw Refusal.unknown("customer.unknown", "There is no customer with this id");
            case ByCode code ->
                    throw Refusal.unknown(
                            "customer.unknown", "There is no customer with this code");
            case ByContact contact -> {
                Standing<Claim> claim = claims.standing(contact.contactId());
                CustomerId owner = claim.state().owner();
                yield owner == null || claims.gone(owner)
                        ? openFor(contact, claim.exists(), occurredAt)
                        : owner;
            }
        };
    }

    /** What is recorded rests on it: a customer that is erased meanwhile is looked at again. */
    private CustomerId living(CustomerId customer) {
        if (claims.standing(customer).state().erased()) {
            throw Refusal.conflict(
                    "customer.erased",
                    "This customer was erased; the next contact opens a new customer");
        }
        return customer;
    }

    @Override
    public Optional<CustomerId> known(CustomerReference reference) {
        return switch (reference) {
            case ById(CustomerId id) -> Optional.of(id);
            case ByCode(var code) -> claims.of(code);
            case ByContact contact -> claims.of(contact.contactId());
        };
    }

    /** Of two at once only one opens a customer: the other meets its claim and is tried again. */
    private CustomerId openFor(ByContact c, boolean seen, Instant occurredAt) {
        CustomerId[] owner = new CustomerId[1];
        claim(
                c.contactId(),
                seen,
                claim -> {
                    owner[0] = holder(claim).orElse(c.fresh());
                    return claimed(claim, c.contactId(), c.fresh(), c.contact(), occurredAt);
                });
        if (owner[0].equals(c.fresh())) {
            opened(
                    c.fresh(),
                    customer -> customer.decide(file -> file.open(c.fresh(), occurredAt)));
        }
        return owner[0];
    }

    private Optional<CustomerId> holder(Claim claim) {
        return Optional.ofNullable(claim.owner()).filter(owner -> !claims.gone(owner));
    }

    /** A claim that was under way while its customer was erased is given up first. */
    private List<ContactEvent> claimed(
            Claim claim, ContactPointId id, CustomerId customer, Contact contact, Instant at) {
        CustomerId owner = claim.owner();
        if (owner == null || !claims.gone(owner)) {
            return claim.claim(id, customer, contact, at);
        }
        List<ContactEvent> both = new ArrayList<>(claim.release(id, owner, at));
        both.addAll(Claim.FREE.claim(id, customer, contact, at));
        return both;
    }

    @Override
    public CustomerId register(RegisterCustomer c) {
        Map<ContactPointId, Standing<Claim>> standings = new HashMap<>();
        c.contacts()
                .forEach(a -> standings.computeIfAbsent(a.contactId(), id -> claims.standing(id)));
        Claims.Code code = claims.standing(c.codeId());
        CustomerId owner =
                code.owner()
                        .map(this::living)
                        .orElseGet(() -> anonymousOwner(c.contacts(), standings).orElse(c.fresh()));
        if (code.owner().isEmpty()) {
            registered(c, owner, code.seen());
        }
        c.contacts().stream()
                .sorted(Comparator.comparing(a -> a.contactId().value()))
                .filter(a -> standings.containsKey(a.contactId()))
                .forEach(
                        a ->
                                claim(
                                        a.contactId(),
                                        standings.remove(a.contactId()).exists(),
                                        claim ->
                                                claimed(
                                                        claim,
                                                        a.contactId(),
                                                        owner,
                                                        a.contact(),
                                                        c.occurredAt())));
        return owner;
    }

    private void registered(RegisterCustomer c, CustomerId owner, boolean seen) {
        if (owner.equals(c.fresh())) {
            opened(owner, customer -> customer.decide(file -> file.decide(owner, c)));
        } else {
            customers
                    .load(owner.value())
                    .execute(customer -> customer.decide(file -> file.decide(owner, c)));
        }
        CodeClaimed claim = new CodeClaimed(c.codeId(), owner, c.occurredAt());
        if (seen) {
            on(
                    codes,
                    c.codeId().value(),
                    CustomerCode::new,
                    code -> code.claim(claim, claims::erased));
        } else {
            create(codes, () -> CustomerCode.claimedBy(claim));
        }
    }

    /**
     * A contact point that was not there a moment ago is claimed without being read again: the
     * store refuses the second first event.
     */
    private void claim(
            ContactPointId id, boolean seen, Function<Claim, List<ContactEvent>> decision) {
        if (seen) {
            on(contacts, id.value(), ContactPoint::new, point -> point.decide(decision));
        } else {
            create(contacts, () -> ContactPoint.first(decision));
        }
    }

    /**
     * Somebody who made contact before being registered keeps that history: the anonymous file is
     * the one that is registered. All owners are locked in the order of their ids, then looked at
     * in the order given.
     */
    private Optional<CustomerId> anonymousOwner(
            List<AddressedContact> addresses, Map<ContactPointId, Standing<Claim>> standings) {
        List<CustomerId> owners =
                addresses.stream()
                        .flatMap(
                                a ->
                                        Stream.ofNullable(
                                                standings.get(a.contactId()).state().owner()))
                        .toList();
        owners.stream().map(CustomerId::value).sorted().forEach(customers::load);
        return owners.stream()
                .filter(owner -> customers.load(owner.value()).invoke(Registration::isAnonymous))
                .findFirst();
    }

    private static boolean isAnonymous(Customer customer) {
        return customer.file().status() == CustomerFile.Status.ANONYMOUS;
    }

    private void opened(CustomerId id, java.util.function.Consumer<Customer> first) {
        create(
                customers,
                () -> {
                    Customer customer = new Customer();
                    first.accept(customer);
                    return customer;
                });
    }

    static <T> void create(Repository<T> repository, java.util.concurrent.Callable<T> first) {
        try {
            repository.newInstance(first);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds a stream, which need not exist yet, until the append is on disk. */
    static <T> void lock(
            Repository<T> repository, String id, java.util.concurrent.Callable<T> factory) {
        on(repository, id, factory, nothing -> {});
    }

    static <T> void on(
            Repository<T> repository,
            String id,
            java.util.concurrent.Callable<T> factory,
            java.util.function.Consumer<T> decision) {
        try {
            repository.loadOrCreate(id, factory).execute(decision);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
