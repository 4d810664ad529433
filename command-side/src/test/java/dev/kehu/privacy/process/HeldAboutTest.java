package dev.kehu.privacy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.InteractionCommand.QuarantineDelivery;
import dev.kehu.interaction.api.InteractionEvent.DeliveryDiscarded;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.process.PersonErasure.Asked;

import org.axonframework.config.EventProcessingConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is given up in quarantine when somebody is erased, and what is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldAboutTest {
    private Firm firm;
    private int last;

    @BeforeAll
    void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    void close() {
        firm.close();
    }

    private String held(String event) {
        return held(event, null);
    }

    private String held(String event, @Nullable String waitsFor) {
        String id = "d" + ++last;
        Delivery delivery = new Delivery(firm.ids().interaction("/s", id), "/s", id, "print");
        firm.send(
                new QuarantineDelivery(
                        delivery, firm.ids().freshKeeper(), "held", waitsFor, event, Firm.WHEN));
        return delivery.interactionId().value();
    }

    private static String unknown(String data) {
        return "{\"type\":\"org.till.receipt\",\"source\":\"/s\",\"id\":\"d\",\"data\":"
                + data
                + "}";
    }

    private static String ours(String customer, String rest) {
        return "{\"type\":\"dev.kehu.interaction.v1\",\"data\":{\"customer\":{"
                + customer
                + "}"
                + rest
                + "}}";
    }

    /** Deliveries given up by it. */
    private List<String> givenUpWith(CustomerId customer) {
        long before = firm.head();
        assertThat(
                        firm.get(PersonErasure.class)
                                .erase(
                                        new Asked(customer, false, "asked", "GDPR 17"),
                                        Origin.of("admin"),
                                        Duration.ofSeconds(60))
                                .receipt())
                .isNotNull();
        List<String> all = new ArrayList<>();
        firm.history()
                .readAfter(before, 1000)
                .forEach(
                        event -> {
                            if (event.payload() instanceof DeliveryDiscarded) {
                                all.add(event.stream());
                            }
                        });
        return all;
    }

    @Test
    void areThoseThatNameThePersonInAnySpelling() {
        CustomerId ann =
                firm.registered(
                        "A-1",
                        firm.email("ann@b.org"),
                        firm.addressed(new Contact("phone", "+86 10 6552 9988", null)),
                        firm.addressed(new Contact("handle", "Ann77", "wechat")));
        firm.send(
                new AddContactPerson(
                        ann,
                        firm.ids().freshPerson(),
                        "Li",
                        null,
                        List.of(new Contact("email", "li@b.org", null)),
                        Firm.WHEN));
        List<String> about =
                List.of(
                        held(ours("\"id\":\"" + ann.value() + "\"", "")),
                        held(ours("\"code\":\" A-1 \"", "")),
                        held(
                                ours(
                                        "\"contact\":{\"kind\":\"handle\",\"value\":\"ann77\",\"system\":\"WeChat\"}",
                                        "")),
                        held(unknown("{\"deep\":[{\"who\":\"ANN@B.org\"}]}")),
                        held(unknown("[\"+861065529988\"]")),
                        held(unknown("{\"buyer\":\"li@b.org\"}")),
                        held(unknown("{}"), firm.ids().code("A-1").value()));
        assertThat(givenUpWith(ann)).containsExactlyInAnyOrderElementsOf(about);
    }

    @Test
    void areNotThoseOfStrangers() {
        CustomerId ann =
                firm.registered(
                        "web",
                        firm.email("x@b.org"),
                        firm.email("wrong@b.org"),
                        firm.addressed(new Contact("phone", "+86 10 6552 1234", null)));
        String ofThen = held(unknown("{\"by\":\"wrong@b.org\"}"));
        firm.send(
                new CorrectContact(
                        ann,
                        firm.email("wrong@b.org").contactId(),
                        firm.email("right@b.org"),
                        Firm.WHEN));
        held(ours("\"code\":\"Z-9\"", ",\"channel\":\"web\",\"summary\":\"write to x@b.org\""));
        held(unknown("{\"text\":\"seen on the web, call +86 10 6552 1234\"}"));
        held(unknown("{\"by\":\"wrong@b.org\"}"));
        held("{\"type\":\"org.till\",\"source\":\"web\",\"id\":\"web\",\"data\":{}}");
        held("no JSON web");
        assertThat(givenUpWith(ann)).containsExactly(ofThen);
    }

    private void speaksFor(CustomerId customer, String... addresses) {
        firm.send(
                new AddContactPerson(
                        customer,
                        firm.ids().freshPerson(),
                        "Wu",
                        null,
                        Arrays.stream(addresses)
                                .map(address -> new Contact("email", address, null))
                                .toList(),
                        Firm.WHEN));
    }

    @Test
    void areNotThoseOfAContactPersonWhoSpeaksForSomebodyElseToo() {
        CustomerId ann = firm.registered("D-1"), bob = firm.registered("D-2");
        speaksFor(ann, "wu@c.org", "wu@d1.org");
        speaksFor(ann, "WU@d1.org");
        speaksFor(bob, "Wu@c.org");
        String shared = held(unknown("{\"buyer\":\"wu@c.org\"}"));
        String own = held(unknown("{\"buyer\":\"wu@d1.org\"}"));
        assertThat(givenUpWith(ann)).containsExactly(own);
        assertThat(givenUpWith(bob)).as("nobody else has it any more").containsExactly(shared);
    }

    @Test
    void areFoundThoughTheListHasNotHeardOfThemYet() {
        CustomerId ann = firm.registered("C-1");
        var processor =
                firm.get(EventProcessingConfiguration.class)
                        .eventProcessor("quarantine")
                        .orElseThrow();
        processor.shutDown();
        try {
            String late = held(ours("\"code\":\"C-1\"", ""));
            assertThat(givenUpWith(ann)).containsExactly(late);
        } finally {
            processor.start();
        }
        await().until(
                        () ->
                                firm.get(HeldDeliveries.class).after(0, 1000).stream()
                                        .noneMatch(it -> it.reason().equals("late")));
    }
}
