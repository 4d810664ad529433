package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.axonserver.ScriptedServer;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two whole write sides that share a context, a master key and the commands. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class AxonServerBusTest {
    private final ScriptedServer server = new ScriptedServer();

    @TempDir private Path temp;

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> settings(String client) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kehu.store", "axonserver");
        settings.put("kehu.axonserver.servers", "127.0.0.1:" + server.port());
        settings.put("kehu.axonserver.client", client);
        settings.put("kehu.axonserver.buses", "true");
        return settings;
    }

    private Firm firm(String name) throws Exception {
        Path directory = Files.createDirectories(temp.resolve(name));
        Firm firm = Firm.in(directory, settings(name));
        await().until(
                        () ->
                                server.commands()
                                        .takers(RegisterCustomer.class)
                                        .contains(name + "-commands"));
        return firm;
    }

    /** The first has written, so the context has its name when the second comes. */
    private Firm second(Firm first) throws Exception {
        first.registered("C-0");
        Path directory = Files.createDirectory(temp.resolve("two"));
        DataDirectory.open(directory).close();
        Path masters =
                Files.copy(temp.resolve("one/master.keys"), directory.resolve("master.keys"));
        // keys of people are in one directory only; the other reads none of them here
        SubjectKeys.open(directory.resolve("keys.db"), MasterKeys.open(masters, false)).close();
        return firm("two");
    }

    @Test
    void whatOneSendsTheOtherCarriesOutAndBothKnow() throws Exception {
        try (Firm one = firm("one");
                Firm two = second(one)) {
            server.commands().routeTo("two-commands");
            Origin asked = new Origin("agent", "request-1", "print", null);
            RegisterCustomer registration = one.registration("C-1", one.email("a@example.com"));
            Receipt receipt = one.send(registration, asked);
            assertThat(server.commands().routed("two-commands")).hasSize(1);
            assertThat(receipt.position()).isEqualTo(two.head()).isPositive();
            CustomerId customer = new CustomerId(receipt.ids().get("customerId"));
            assertThat(two.history().at(customer.value(), 0))
                    .hasValueSatisfying(
                            e ->
                                    assertThat(((CustomerRegistered) e.payload()).name())
                                            .as("sealed with a key of the second")
                                            .isEqualTo(registration.name()));
            await().until(() -> one.head() == two.head());
            assertThat(one.send(one.registration("C-1"), asked).ids())
                    .as("the request is known wherever it arrives")
                    .isEqualTo(receipt.ids());
        }
    }

    @Test
    void aRefusalElsewhereIsARefusalHere() throws Exception {
        try (Firm one = firm("one");
                Firm two = second(one)) {
            server.commands().routeTo("two-commands");
            await().until(() -> two.head() == one.head());
            one.refuses(
                    "interaction.unknown",
                    new AnnotateInteraction(
                            new InteractionId("interaction-nobody"), "note", null, Firm.WHEN));
            assertThat(server.commands().routed("two-commands")).hasSize(1);
        }
    }

    @Test
    void commandsTogetherStayInOneAppendWhereTheyAreSent() throws Exception {
        try (Firm one = firm("one");
                Firm two = second(one)) {
            server.commands().routeTo("two-commands");
            Map<String, RegisterCustomer> both = new LinkedHashMap<>();
            for (String code : List.of("C-1", "C-2")) {
                RegisterCustomer registration = one.registration(code);
                both.put(registration.fresh().value(), registration);
            }
            List<Receipt> receipts = one.get(Commands.class).together(both, Origin.of("agent"));
            assertThat(receipts).extracting(Receipt::position).allMatch(at -> at > 0);
            assertThat(server.commands().routed("two-commands")).isEmpty();
            await().until(() -> two.head() == one.head());
        }
    }

    @Test
    void withoutTheOtherItCarriesOutItsOwn() throws Exception {
        try (Firm one = firm("one")) {
            server.kill();
            server.startAgain();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> one.registered("C-1") != null);
            assertThat(server.commands().routed("one-commands")).isNotEmpty();
        }
    }

    @Test
    void belongsToTheStoreInAxonServer() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("one"));
        assertThatThrownBy(() -> Firm.in(directory, Map.of("kehu.axonserver.buses", "true")))
                .rootCause()
                .hasMessageContaining("kehu.store=axonserver");
    }
}
