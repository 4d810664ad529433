package dev.kehu.customer.web;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.AddressedContact;
import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/**
 * Commands about customers. {@code Idempotency-Key} makes a repeat harmless, {@code If-Match}
 * refuses a stale decision.
 */
@RestController
class CustomerCommandApi {
    private final Commands commands;
    private final Origins origins;
    private final StreamIds ids;
    private final BusinessClock clock;

    CustomerCommandApi(Commands commands, Origins origins, StreamIds ids, BusinessClock clock) {
        this.commands = commands;
        this.origins = origins;
        this.ids = ids;
        this.clock = clock;
    }

    record NewCustomer(
            @Nullable String code,
            @Nullable String name,
            @Nullable String type,
            @Nullable List<Contact> contacts) {}

    record Correction(@Nullable Contact wrong, @Nullable Contact right) {}

    record NewPerson(
            @Nullable String name, @Nullable String role, @Nullable List<Contact> contacts) {}

    record Merge(@Nullable String absorbed, @Nullable String reason) {}

    @PostMapping("/v1/customers")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt register(@RequestBody NewCustomer body, HttpServletRequest request) {
        String code = filled(body.code(), "code");
        return commands.send(
                new RegisterCustomer(
                        ids.freshCustomer(),
                        ids.code(code),
                        code,
                        filled(body.name(), "name"),
                        body.type(),
                        list(body.contacts()).stream().map(this::addressed).toList(),
                        clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/customers/{id}/contact-corrections")
    Receipt correct(
            @PathVariable String id, @RequestBody Correction body, HttpServletRequest request) {
        return commands.send(
                new CorrectContact(
                        new CustomerId(id),
                        addressed(body.wrong()).contactId(),
                        addressed(body.right()),
                        clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/customers/{id}/contact-persons")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt addPerson(
            @PathVariable String id, @RequestBody NewPerson body, HttpServletRequest request) {
        list(body.contacts()).forEach(this::addressed);
        return commands.send(
                new AddContactPerson(
                        new CustomerId(id),
                        ids.freshPerson(),
                        filled(body.name(), "name"),
                        body.role(),
                        list(body.contacts()),
                        clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/customers/{id}/merges")
    Receipt merge(@PathVariable String id, @RequestBody Merge body, HttpServletRequest request) {
        return commands.send(
                new MergeCustomers(
                        new CustomerId(id),
                        new CustomerId(filled(body.absorbed(), "absorbed")),
                        body.reason(),
                        clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/customers/{id}/unmerges")
    Receipt unmerge(@PathVariable String id, @RequestBody Merge body, HttpServletRequest request) {
        return commands.send(
                new UnmergeCustomers(
                        new CustomerId(id),
                        new CustomerId(filled(body.absorbed(), "absorbed")),
                        body.reason(),
                        clock.now()),
                origins.of(request, body));
    }

    private AddressedContact addressed(@Nullable Contact contact) {
        if (contact == null || contact.kind() == null || contact.value() == null) {
            throw Refusal.invalid("contact.incomplete", "A contact has a kind and a value");
        }
        return new AddressedContact(ids.contact(contact), contact);
    }

    private static String filled(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw Refusal.invalid("data.incomplete", name + " is missing");
        }
        return value;
    }

    private static <T> List<T> list(@Nullable List<T> items) {
        return items == null ? List.of() : items;
    }
}
