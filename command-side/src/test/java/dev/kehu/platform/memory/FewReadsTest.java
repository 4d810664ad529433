package dev.kehu.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commands read from the store what they must, and nothing twice. */
class FewReadsTest {
    @TempDir private Path directory;
    private Firm firm;
    private Reads reads;
    private int number;

    @BeforeEach
    void open() {
        firm = Firm.in(directory, Map.of(), Reads.class);
        reads = firm.get(Reads.class);
    }

    @AfterEach
    void close() {
        firm.close();
    }

    private RecordInteraction interaction(CustomerReference customer) {
        return firm.interaction("i" + ++number, customer);
    }

    private CustomerReference.ByContact from(String address) {
        Contact contact = new Contact("email", address, null);
        return new CustomerReference.ByContact(
                firm.ids().contact(contact), contact, firm.ids().freshCustomer());
    }

    private List<String> readsOf(Object command) throws Exception {
        return reads.during(() -> firm.send(command));
    }

    @Test
    void readsAnUnknownContactOnceAndNothingThatIsNew() throws Exception {
        var stranger = from("new@b.org");
        assertThat(readsOf(interaction(stranger)))
                .containsExactly("readTail " + stranger.contactId().value());
    }

    @Test
    void readsNothingForAContactItHasSeen() throws Exception {
        firm.send(interaction(from("seen@b.org")));
        firm.send(interaction(from("seen@b.org")));
        assertThat(readsOf(interaction(from("seen@b.org")))).isEmpty();
    }

    @Test
    void readsNothingForACodeOrACustomerItHasSeen() throws Exception {
        CustomerId id = firm.registered("C");
        var byId = new CustomerReference.ById(id);
        var byCode = new CustomerReference.ByCode(firm.ids().code("C"));
        firm.send(interaction(byId));
        firm.send(interaction(byCode));
        assertThat(readsOf(interaction(byId))).isEmpty();
        assertThat(readsOf(interaction(byCode))).isEmpty();
    }

    @Test
    void readsEachContactOfANewCustomerOnce() throws Exception {
        var one = firm.email("one@b.org");
        var two = firm.email("two@b.org");
        assertThat(readsOf(firm.registration("R", one, two, one)))
                .containsExactlyInAnyOrder(
                        "readTail " + one.contactId().value(),
                        "readTail " + two.contactId().value(),
                        "readStream " + firm.ids().code("R").value());
    }

    @Test
    void neverReadsACustomerThatIsCommandedOftenAgain() throws Exception {
        CustomerId id = firm.registered("H", firm.email("h0@b.org"));
        firm.send(corrected(id, 0));
        for (int i = 1; i < 10; i++) {
            assertThat(readsOf(corrected(id, i)))
                    .as("but the address that is new")
                    .containsExactly(
                            "readTail " + firm.email("h" + (i + 1) + "@b.org").contactId().value());
        }
        assertThat(
                        readsOf(
                                new AddContactPerson(
                                        id,
                                        firm.ids().freshPerson(),
                                        "Li",
                                        null,
                                        List.of(),
                                        Firm.WHEN)))
                .isEmpty();
    }

    private CorrectContact corrected(CustomerId id, int i) {
        return new CorrectContact(
                id,
                firm.email("h" + i + "@b.org").contactId(),
                firm.email("h" + (i + 1) + "@b.org"),
                Firm.WHEN);
    }
}
