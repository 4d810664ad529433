package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerCommand.AddressedContact;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A firm that runs Kehu: what tests of commands say and ask. */
public final class Firm implements AutoCloseable {
    public static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");
    private static final Origin AGENT = Origin.of("agent");

    private final WriteSide kehu;

    private Firm(WriteSide kehu) {
        this.kehu = kehu;
    }

    public static Firm in(Path directory) {
        return in(directory, Map.of());
    }

    public static Firm in(Path directory, Map<String, String> settings, Class<?>... more) {
        return new Firm(WriteSide.open(directory, settings, more));
    }

    public <T> T get(Class<T> type) {
        return kehu.get(type);
    }

    public StreamIds ids() {
        return kehu.get(StreamIds.class);
    }

    public EventHistory history() {
        return kehu.get(EventHistory.class);
    }

    public Receipt send(Object command) {
        return send(command, AGENT);
    }

    public Receipt send(Object command, Origin origin) {
        return kehu.get(Commands.class).send(command, origin);
    }

    public static Origin asking(String request, String fingerprint) {
        return new Origin("agent", request, fingerprint, null);
    }

    public static Origin expecting(long position) {
        return new Origin("agent", null, null, String.valueOf(position));
    }

    public AddressedContact email(String address) {
        return addressed(new Contact("email", address, null));
    }

    public AddressedContact addressed(Contact contact) {
        return new AddressedContact(ids().contact(contact), contact);
    }

    public RegisterCustomer registration(String code, AddressedContact... contacts) {
        return new RegisterCustomer(
                ids().freshCustomer(),
                ids().code(code),
                code,
                "Name of " + code,
                null,
                Arrays.asList(contacts),
                WHEN);
    }

    public CustomerId registered(String code, AddressedContact... contacts) {
        return new CustomerId(send(registration(code, contacts)).subject());
    }

    public Delivery delivery(String id) {
        return new Delivery(ids().interaction("/s", id), "/s", id, "fingerprint");
    }

    /** Somebody asked something on the web. */
    public static Facts asked(String summary, Instant at) {
        return new Facts(
                "web", "inbound", "enquiry", at, summary, null, null, null, null, null, null, null,
                null, null, null, null);
    }

    public RecordInteraction interaction(String id, CustomerReference customer) {
        return new RecordInteraction(delivery(id), customer, asked("asked", WHEN));
    }

    /** Records that a customer asked something, once for each customer. */
    public void meets(CustomerId customer, Instant at) {
        send(
                new RecordInteraction(
                        delivery("met " + customer),
                        new CustomerReference.ById(customer),
                        asked("asked", at)));
    }

    /** Names of the events behind a position. */
    public List<String> after(long position) {
        return history().readAfter(position, 1000).stream().map(RecordedEvent::name).toList();
    }

    public long head() {
        return history().head();
    }

    /** Sends and sees it refused with this code, and nothing recorded. */
    public void refuses(String code, Object command) {
        refuses(code, command, AGENT);
    }

    public void refuses(String code, Object command, Origin origin) {
        refuses(code, () -> send(command, origin));
    }

    public void refuses(@Nullable String code, ThrowingCallable action) {
        long before = head();
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(head()).as("nothing half done").isEqualTo(before);
    }

    @Override
    public void close() {
        kehu.close();
    }
}
