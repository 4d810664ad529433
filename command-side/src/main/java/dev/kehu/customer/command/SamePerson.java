package dev.kehu.customer.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.Refusal;

import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds who is merged with a customer; the customer's own stream is held meanwhile. */
@Component
class SamePerson implements CustomerLookup.Same {
    private final Claims claims;
    private final Repository<Customer> customers;

    SamePerson(Claims claims, Repository<Customer> customers) {
        this.claims = claims;
        this.customers = customers;
    }

    @Override
    public List<CustomerId> as(CustomerId customer) {
        if (held(customer).erased()) {
            throw Refusal.conflict(
                    "customer.erased",
                    "This customer was erased; the next contact opens a new customer");
        }
        Set<String> all = new TreeSet<>();
        Deque<CustomerId> open = new ArrayDeque<>(List.of(customer));
        while (!open.isEmpty()) {
            CustomerId next = open.remove();
            if (all.add(next.value())) {
                CustomerFile file = claims.standing(next).state();
                open.addAll(file.absorbed());
                if (file.survivor() != null) {
                    open.add(file.survivor());
                }
            }
        }
        return all.stream().map(CustomerId::new).toList();
    }

    private CustomerFile held(CustomerId customer) {
        try {
            return customers.load(customer.value()).invoke(Customer::file);
        } catch (AggregateNotFoundException e) {
            throw Refusal.unknown("customer.unknown", "There is no customer with this id");
        }
    }
}
