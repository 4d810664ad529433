package dev.kehu.interaction.web;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.CustomerCommand.AddressedContact;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionCommand.ReceiveCustomerFile;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.interaction.api.Vocabulary;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.cloudevents.CanonicalJson;
import dev.kehu.platform.cloudevents.CloudEvent;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a CloudEvent of a type known here into the command it means, or says why it cannot. */
@Component
class DeliveryReader {
    static final String CUSTOMER = "dev.kehu.customer.v1";
    static final String INTERACTION = "dev.kehu.interaction.v1";

    private static final Set<String> KNOWN =
            Set.of(
                    "channel",
                    "direction",
                    "kind",
                    "customer",
                    "summary",
                    "content",
                    "amount",
                    "quantity",
                    "product",
                    "cost",
                    "durationSeconds",
                    "inReplyTo",
                    "employee",
                    "competitor",
                    "tags");
    private static final Duration AHEAD = Duration.ofHours(24);
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private final StreamIds ids;
    private final BusinessClock clock;

    DeliveryReader(StreamIds ids, BusinessClock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    Delivery delivery(CloudEvent event) {
        String said = CanonicalJson.of(event.data());
        return new Delivery(
                ids.interaction(event.source(), event.id()),
                event.source(),
                event.id(),
                ids.fingerprint(
                        event.type()
                                + '\n'
                                + nullable(event.subject())
                                + '\n'
                                + nullable(event.time())
                                + '\n'
                                + said));
    }

    private static String nullable(@Nullable String text) {
        return text == null ? "" : text.length() + ":" + text;
    }

    /**
     * @param releasing true when a person lets it out of quarantine: its time is believed then
     */
    Reading read(CloudEvent event, Instant receivedAt, boolean releasing) {
        Delivery delivery = delivery(event);
        try {
            if (!event.type().equals(CUSTOMER) && !event.type().equals(INTERACTION)) {
                return new Reading.Held(delivery, "type.unknown");
            }
            Instant at = event.time() == null ? receivedAt : Rfc3339.instant(event.time());
            Reading ready =
                    event.type().equals(CUSTOMER)
                            ? customer(event, delivery, at)
                            : interaction(event, delivery, at);
            return releasing || plausible(at)
                    ? ready
                    : new Reading.Held(delivery, "time.implausible");
        } catch (Refusal e) {
            return new Reading.Wrong(delivery, e.code(), e.getMessage());
        }
    }

    private boolean plausible(Instant at) {
        Instant latest = clock.real().isAfter(clock.now()) ? clock.real() : clock.now();
        return !at.isAfter(latest.plus(AHEAD)) && !at.isBefore(EARLIEST);
    }

    private Reading customer(CloudEvent event, Delivery delivery, Instant at) {
        Fields data = Fields.of(event.data());
        List<AddressedContact> contacts =
                data.list("contacts").stream()
                        .map(Fields::contact)
                        .map(contact -> new AddressedContact(ids.contact(contact), contact))
                        .distinct()
                        .toList();
        String code = data.filled("code");
        RegisterCustomer file =
                new RegisterCustomer(
                        ids.freshCustomer(),
                        ids.code(code),
                        code,
                        data.filled("name"),
                        data.optional("type"),
                        contacts,
                        at);
        return new Reading.Ready(
                delivery, new ReceiveCustomerFile(delivery, file), file.codeId().value());
    }

    private Reading interaction(CloudEvent event, Delivery delivery, Instant at) {
        Fields data = Fields.of(event.data());
        Money amount = data.money("amount");
        String kind = data.oneOf("kind", Vocabulary.KINDS);
        if (kind.equals("order") && amount != null && amount.value().signum() < 0) {
            throw Refusal.invalid(
                    "amount.negative", "An order has no negative amount; send a return instead");
        }
        Facts facts =
                new Facts(
                        data.oneOf("channel", Vocabulary.CHANNELS),
                        data.oneOf("direction", Vocabulary.DIRECTIONS),
                        kind,
                        at,
                        data.text("summary"),
                        data.optional("content"),
                        amount,
                        data.decimal("quantity"),
                        data.optional("product"),
                        data.cost("cost", amount),
                        data.count("durationSeconds"),
                        data.optional("inReplyTo"),
                        data.optional("employee"),
                        data.map("competitor"),
                        data.texts("tags"),
                        further(event, data));
        CustomerReference customer = reference(data);
        return new Reading.Ready(
                delivery, new RecordInteraction(delivery, customer, facts), key(customer));
    }

    /** What the contract does not know is kept, apart from what it does. */
    private static @Nullable Map<String, Object> further(CloudEvent event, Fields data) {
        Map<String, Object> further = new TreeMap<>();
        Map<String, Object> members = data.further(KNOWN);
        if (!members.isEmpty()) {
            further.put("data", members);
        }
        if (!event.extensions().isEmpty()) {
            further.put("extensions", Fields.asMap(event.extensions()));
        }
        if (event.subject() != null) {
            further.put("subject", event.subject());
        }
        return further.isEmpty() ? null : further;
    }

    private CustomerReference reference(Fields data) {
        if (!data.has("customer")) {
            throw Refusal.invalid("data.incomplete", "customer is missing");
        }
        Fields customer = data.object("customer");
        long named = List.of("id", "code", "contact").stream().filter(customer::has).count();
        if (named != 1) {
            throw Refusal.invalid(
                    "customer.ambiguous", "customer has exactly one of id, code, contact");
        }
        if (customer.has("id")) {
            return new CustomerReference.ById(new CustomerId(customer.filled("id")));
        }
        if (customer.has("code")) {
            return new CustomerReference.ByCode(ids.code(customer.filled("code")));
        }
        Contact contact = customer.object("contact").contact();
        return new CustomerReference.ByContact(ids.contact(contact), contact, ids.freshCustomer());
    }

    static String key(CustomerReference reference) {
        return switch (reference) {
            case CustomerReference.ById byId -> byId.customerId().value();
            case CustomerReference.ByCode byCode -> byCode.codeId().value();
            case CustomerReference.ByContact byContact -> byContact.contactId().value();
        };
    }

    /** How an event is kept in quarantine: everything needed to read it again. */
    static JsonNode kept(CloudEvent event) {
        var kept = event.extensions().deepCopy();
        kept.put("specversion", "1.0")
                .put("id", event.id())
                .put("source", event.source())
                .put("type", event.type());
        if (event.subject() != null) {
            kept.put("subject", event.subject());
        }
        if (event.time() != null) {
            kept.put("time", event.time());
        }
        boolean bytes = event.data() != null && event.data().isBinary();
        kept.set(bytes ? "data_base64" : "data", event.data()); // bytes are written as base64
        return kept;
    }
}
