package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCodeId;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.TextsErased;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.Erasing;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventHistory;

import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Marks customers as erased and gives up all that leads to them, in the caller's append. */
@Component
class Leaving implements Erasing {
    /** Nothing else is opened: streams are locked, and somebody may have many events. */
    private static final Set<String> LEADING =
            Set.of("contact.claimed", "customer.contact-corrected", "code.claimed");

    private final Claims claims;
    private final EventHistory history;
    private final Repository<Customer> customers;
    private final Repository<ContactPoint> contacts;
    private final Repository<CustomerCode> codes;

    Leaving(
            Claims claims,
            EventHistory history,
            Repository<Customer> customers,
            Repository<ContactPoint> contacts,
            Repository<CustomerCode> codes) {
        this.claims = claims;
        this.history = history;
        this.customers = customers;
        this.contacts = contacts;
        this.codes = codes;
    }

    @Override
    public List<CustomerId> erase(
            CustomerId asked, boolean only, @Nullable LocalDate today, Instant occurredAt) {
        Map<String, Aggregate<Customer>> loaded = person(asked, today);
        if (only) {
            Aggregate<Customer> own = Objects.requireNonNull(loaded.get(asked.value()));
            separate(asked, own, loaded, occurredAt);
        }
        List<String> going = only ? List.of(asked.value()) : List.copyOf(loaded.keySet());
        going.forEach(id -> erase(id, loaded, occurredAt));
        return going.stream().map(CustomerId::new).toList();
    }

    @Override
    public List<CustomerId> eraseTexts(
            CustomerId asked, boolean only, String erasure, LocalDate today, Instant occurredAt) {
        Map<String, Aggregate<Customer>> loaded = person(asked, today);
        if (only) {
            loaded.keySet().retainAll(Set.of(asked.value()));
        }
        return sayErased(loaded, erasure, occurredAt);
    }

    @Override
    public List<CustomerId> eraseTextsAgain(
            List<String> customers, String erasure, Instant occurredAt) {
        return sayErased(
                load(customers.stream().map(CustomerId::new).toList()), erasure, occurredAt);
    }

    private static List<CustomerId> sayErased(
            Map<String, Aggregate<Customer>> loaded, String erasure, Instant occurredAt) {
        loaded.values().removeIf(each -> file(each).erased());
        List<CustomerId> all = loaded.keySet().stream().map(CustomerId::new).toList();
        for (CustomerId customer : all) {
            TextsErased event = new TextsErased(customer, erasure, occurredAt);
            loaded.get(customer.value()).execute(it -> it.decide(file -> List.of(event)));
        }
        return all;
    }

    /** Everybody who is the same person, their streams held. */
    private Map<String, Aggregate<Customer>> person(CustomerId asked, @Nullable LocalDate today) {
        if (!claims.exists(asked)) {
            throw Refusal.unknown("customer.unknown", "There is no customer with this id");
        }
        Map<String, Aggregate<Customer>> loaded =
                load(group(asked, id -> claims.standing(id).state()));
        refuseMoved(asked, loaded);
        if (file(Objects.requireNonNull(loaded.get(asked.value()))).erased()) {
            throw Refusal.conflict("customer.erased", "This customer was erased already");
        }
        if (today != null) {
            loaded.values().forEach(each -> file(each).refuseHeld(today));
        }
        return loaded;
    }

    private static CustomerFile file(Aggregate<Customer> customer) {
        return customer.invoke(Customer::file);
    }

    /** In the order of their ids, so that two commands over the same customers never block. */
    private Map<String, Aggregate<Customer>> load(Collection<CustomerId> ids) {
        Map<String, Aggregate<Customer>> loaded = new TreeMap<>();
        for (String id : new TreeSet<>(ids.stream().map(CustomerId::value).toList())) {
            loaded.put(id, customers.load(id));
        }
        return loaded;
    }

    /** Who somebody was merged with may have changed until its streams were locked. */
    private static void refuseMoved(CustomerId asked, Map<String, Aggregate<Customer>> loaded) {
        Set<String> now = new HashSet<>();
        group(
                        asked,
                        id -> {
                            Aggregate<Customer> there = loaded.get(id.value());
                            return there == null ? CustomerFile.UNKNOWN : file(there);
                        })
                .forEach(id -> now.add(id.value()));
        if (!now.equals(loaded.keySet())) {
            throw new ConcurrencyException("A merge was decided meanwhile");
        }
    }

    /** Everybody that is the same person, by all merges. */
    private static Set<CustomerId> group(
            CustomerId customer, Function<CustomerId, CustomerFile> files) {
        Set<CustomerId> all = new HashSet<>(Set.of(customer));
        Deque<CustomerId> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            CustomerFile file = files.apply(open.remove());
            Set<CustomerId> next = new HashSet<>(file.absorbed());
            if (file.survivor() != null) {
                next.add(file.survivor());
            }
            next.stream().filter(all::add).forEach(open::add);
        }
        return all;
    }

    /** Takes back every merge the customer is part of, so that the others stand without it. */
    private static void separate(
            CustomerId customer,
            Aggregate<Customer> own,
            Map<String, Aggregate<Customer>> loaded,
            Instant at) {
        CustomerId survivor = file(own).survivor();
        if (survivor != null) {
            unmerge(new UnmergeCustomers(survivor, customer, null, at), loaded);
        }
        for (CustomerId absorbed : file(own).absorbed()) {
            unmerge(new UnmergeCustomers(customer, absorbed, null, at), loaded);
        }
    }

    private static void unmerge(UnmergeCustomers c, Map<String, Aggregate<Customer>> loaded) {
        loaded.get(c.survivor().value()).execute(it -> it.decide(file -> file.separate(c)));
        loaded.get(c.absorbed().value()).execute(it -> it.decide(file -> file.beRestored(c)));
    }

    private void erase(String id, Map<String, Aggregate<Customer>> loaded, Instant at) {
        CustomerId customer = new CustomerId(id);
        loaded.get(id).execute(it -> it.decide(file -> file.erase(customer, at)));
        Set<String> points = new TreeSet<>();
        Set<String> held = new TreeSet<>();
        history.eachOf(
                id,
                event -> LEADING.contains(event.name()),
                event -> {
                    switch (event.payload()) {
                        case ContactClaimed e -> points.add(e.contactId().value());
                        case ContactCorrected e -> points.add(e.right().value());
                        case CodeClaimed e -> held.add(e.codeId().value());
                        default -> {} // nothing that leads to the customer
                    }
                });
        points.forEach(
                point ->
                        Registration.on(
                                contacts,
                                point,
                                ContactPoint::new,
                                it -> it.decide(claim -> freed(claim, point, customer, at))));
        held.forEach(
                code ->
                        Registration.on(
                                codes,
                                code,
                                CustomerCode::new,
                                it -> it.release(new CustomerCodeId(code), customer, at)));
    }

    private static List<ContactEvent> freed(
            Claim claim, String point, CustomerId customer, Instant at) {
        return customer.equals(claim.owner())
                ? claim.release(new ContactPointId(point), customer, at)
                : List.of();
    }
}
