package dev.kehu.customer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.writeside.Firm;

import org.assertj.core.api.Assertions;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class AddContactPersonTest {
    private static Firm firm;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    private static AddContactPerson person(CustomerId customer, String name) {
        return new AddContactPerson(
                customer,
                firm.ids().freshPerson(),
                name,
                "buyer",
                List.of(new Contact("email", "li@b.org", null)),
                Firm.WHEN);
    }

    @Test
    void recordsThePersonAsADataSubjectOfItsOwn() {
        CustomerId customer = firm.registered("A");
        long before = firm.head();
        AddContactPerson command = person(customer, "Li");
        assertThat(firm.send(command).ids())
                .containsEntry("personId", command.personId().value())
                .containsEntry("customerId", customer.value());
        assertThat(firm.history().readAfter(before, 10))
                .singleElement()
                .satisfies(e -> assertThat(e.subject()).isEqualTo(command.personId().value()));
    }

    @Test
    void refusesANamelessPersonAndAnUnknownCustomer() {
        firm.refuses("person.name-missing", person(firm.registered("B"), " "));
        firm.refuses("customer.unknown", person(new CustomerId("customer-nobody"), "Li"));
    }

    @Test
    void recordsNothingTheSecondTime() {
        AddContactPerson command = person(firm.registered("C"), "Li");
        firm.send(command);
        long before = firm.head();
        Assertions.assertThatThrownBy(() -> firm.send(command))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThat(firm.head()).isEqualTo(before);
    }
}
