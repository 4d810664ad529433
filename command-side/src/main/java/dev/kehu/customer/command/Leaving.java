package dev.kehu.customer.command;

import dev.kehu.customer.api.CodeEvent.CodeClaimed;
import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerCodeId;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.Erasing;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventHistory;

import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Marks customers as erased and gives up all that leads to them, in the caller's append. */
@Component
class Leaving implements Erasing {
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
            CustomerId asked, boolean only, LocalDate today, Instant occurredAt) {
        if (!claims.exists(asked)) {
            throw Refusal.unknown("customer.unknown", "There is no customer with this id");
        }
        Map<String, Aggregate<Customer>> loaded = load(only ? around(asked) : group(asked));
        Aggregate<Customer> first = Objects.requireNonNull(loaded.get(asked.value()));
        if (file(first).erased()) {
            throw Refusal.conflict("customer.erased", "This customer was erased already");
        }
        if (only) {
            separate(asked, first, loaded, occurredAt);
        }
        List<String> going = only ? List.of(asked.value()) : List.copyOf(loaded.keySet());
        going.forEach(id -> erase(id, loaded, today, occurredAt));
        return going.stream().map(CustomerId::new).toList();
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

    /** The customer, and who is merged with it directly. */
    private Set<CustomerId> around(CustomerId customer) {
        CustomerFile file = claims.standing(customer).state();
        Set<CustomerId> all = new HashSet<>(file.absorbed());
        if (file.survivor() != null) {
            all.add(file.survivor());
        }
        all.add(customer);
        return all;
    }

    /** Everybody that is the same person, by all merges. */
    private Set<CustomerId> group(CustomerId customer) {
        Set<CustomerId> all = new HashSet<>(Set.of(customer));
        Set<CustomerId> open = around(customer);
        while (all.addAll(open)) {
            Set<CustomerId> further = new HashSet<>();
            open.forEach(each -> further.addAll(around(each)));
            open = further;
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

    private void erase(
            String id, Map<String, Aggregate<Customer>> loaded, LocalDate today, Instant at) {
        CustomerId customer = new CustomerId(id);
        loaded.get(id).execute(it -> it.decide(file -> file.erase(customer, today, at)));
        Set<String> points = new TreeSet<>();
        Set<String> held = new TreeSet<>();
        history.eachOf(
                id,
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
