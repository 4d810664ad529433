package dev.kehu.interaction.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.writeside.Firm;

import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class RecordInteractionTest {
    private static Firm firm;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    private static RecordInteraction record(String id, CustomerReference customer) {
        return firm.interaction(id, customer);
    }

    private static CustomerReference from(String address) {
        Contact contact = new Contact("email", address, null);
        return new CustomerReference.ByContact(
                firm.ids().contact(contact), contact, firm.ids().freshCustomer());
    }

    @Nested
    class Recording {
        @Test
        void opensAnAnonymousCustomerForAnUnknownContact() {
            long before = firm.head();
            firm.send(record("1", from("one@b.org")));
            assertThat(firm.after(before))
                    .containsExactly("contact.claimed", "customer.opened", "interaction.recorded");
        }

        @Test
        void keepsToTheCustomerThatHasTheContact() {
            Receipt first = firm.send(record("2", from("two@b.org")));
            long before = firm.head();
            Receipt second = firm.send(record("3", from("TWO@b.org")));
            assertThat(second.subject()).isEqualTo(first.subject());
            assertThat(firm.after(before)).containsExactly("interaction.recorded");
        }

        @Test
        void findsACustomerByItsIdAndByItsCode() {
            CustomerId id = firm.registered("R");
            assertThat(firm.send(record("4", new CustomerReference.ById(id))).subject())
                    .isEqualTo(id.value());
            assertThat(
                            firm.send(
                                            record(
                                                    "5",
                                                    new CustomerReference.ByCode(
                                                            firm.ids().code("R"))))
                                    .subject())
                    .isEqualTo(id.value());
        }

        @Test
        void refusesAnUnknownCustomer() {
            firm.refuses(
                    "customer.unknown",
                    record("6", new CustomerReference.ById(new CustomerId("customer-nobody"))));
            firm.refuses(
                    "customer.unknown",
                    record("6", new CustomerReference.ByCode(firm.ids().code("NOBODY"))));
        }

        @Test
        void recordsNothingTheSecondTimeNotEvenTheContact() {
            firm.send(record("7", from("seven@b.org")));
            long before = firm.head();
            assertThatThrownBy(() -> firm.send(record("7", from("another@b.org"))))
                    .isInstanceOf(AggregateStreamCreationException.class);
            assertThat(firm.head()).isEqualTo(before);
        }
    }

    @Nested
    class Annotating {
        private AnnotateInteraction note(InteractionId id, String note, List<String> tags) {
            return new AnnotateInteraction(id, note, tags, Firm.WHEN);
        }

        @Test
        void belongsToTheCustomerOfTheInteraction() {
            Receipt recorded = firm.send(record("8", from("eight@b.org")));
            InteractionId id = firm.ids().interaction("/s", "8");
            Receipt annotated = firm.send(note(id, "called back", null));
            assertThat(annotated.subject()).isEqualTo(recorded.subject());
            firm.send(note(id, null, List.of("vip")));
            assertThat(firm.after(recorded.position()))
                    .containsExactly("interaction.annotated", "interaction.annotated");
            assertThat(firm.history().readSubject(recorded.subject(), 0, 100).getLast().name())
                    .isEqualTo("interaction.annotated");
        }

        @Test
        void refusesNothingToSayAndNothingToSayItOf() {
            firm.send(record("9", from("nine@b.org")));
            InteractionId id = firm.ids().interaction("/s", "9");
            firm.refuses("annotation.empty", note(id, null, null));
            firm.refuses("annotation.empty", note(id, null, List.of()));
            firm.refuses(
                    "interaction.unknown", note(firm.ids().interaction("/s", "none"), "x", null));
        }

        @Test
        void recordsOneNoteForOneRequest() {
            firm.send(record("10", from("ten@b.org")));
            InteractionId id = firm.ids().interaction("/s", "10");
            Receipt first = firm.send(note(id, "x", null), Firm.asking("note-1", "f"));
            long before = firm.head();
            assertThat(firm.send(note(id, "x", null), Firm.asking("note-1", "f"))).isEqualTo(first);
            assertThat(firm.head()).isEqualTo(before);
        }
    }
}
