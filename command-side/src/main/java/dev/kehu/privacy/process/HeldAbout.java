package dev.kehu.privacy.process;

import dev.kehu.customer.api.Contact;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.state.StateTokenStore;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Finds what is in quarantine about people, who go or ask for it: what names one of their ids,
 * codes or contacts as a value of its own, in whatever spelling the intake would take for it. A
 * word in somebody's text is no such value: it may be a stranger's delivery.
 */
@Component
public class HeldAbout {
    private static final int PAGE = 500;
    private static final int LONGEST = 1_000;
    private static final String OURS = "dev.kehu.";
    private static final Pattern NUMBER = Pattern.compile("[+\\d\\s().\\-/]+");
    private static final JsonMapper JSON = new JsonMapper();

    /** Members of every delivery that name no customer. */
    private static final Set<String> ENVELOPE =
            Set.of("specversion", "id", "source", "type", "time", "data_base64");

    /** Where deliveries of our own types name one. */
    private static final Set<String> NAMING = Set.of("customer", "code", "contacts");

    private final EventHistory history;
    private final HeldDeliveries quarantine;
    private final StateTokenStore tokens;
    private final StreamIds ids;

    HeldAbout(
            EventHistory history,
            HeldDeliveries quarantine,
            StateTokenStore tokens,
            StreamIds ids) {
        this.history = history.forgiving();
        this.quarantine = quarantine;
        this.tokens = tokens;
        this.ids = ids;
    }

    /**
     * The deliveries, by id; one that came just now may be settled already.
     *
     * @param subjects with {@link Concerned#by} them all
     * @param until what arrives behind this position is left out: once an erasure is decided, it is
     *     about somebody new
     * @param unreadable told the position of each of which cannot be said whom it is about
     */
    public Set<String> of(
            Set<String> subjects, Traces traces, long until, LongConsumer unreadable) {
        Set<String> found = new TreeSet<>();
        long listed = tokens.reached("quarantine"); // before the list is read, so nothing is missed
        Consumer<RecordedEvent> look =
                event -> {
                    if (!event.name().equals(Concerned.QUARANTINED)) {
                        return;
                    }
                    if (subjects.contains(event.subject())
                            || event.payload() instanceof DeliveryQuarantined delivery
                                    && names(delivery, new Known(traces, event.position()))) {
                        found.add(event.stream());
                    } else if (OrderedHistory.isUnreadable(event)) {
                        unreadable.accept(event.position());
                    }
                };
        eachListed(until, look);
        eachBehind(listed, until, look);
        return found;
    }

    private void eachListed(long until, Consumer<RecordedEvent> look) {
        List<HeldDeliveries.Held> page = quarantine.after(0, PAGE);
        while (!page.isEmpty()) {
            for (HeldDeliveries.Held each : page) {
                if (each.position() <= until) {
                    history.at(each.id(), 0).ifPresent(look);
                }
            }
            page = quarantine.after(page.getLast().position(), PAGE);
        }
    }

    /** What the list has still to hear of. */
    private void eachBehind(long position, long until, Consumer<RecordedEvent> look) {
        for (long at = position; at < until; at += PAGE) {
            int most = (int) Math.min(PAGE, until - at);
            history.readAfter(at, most).forEach(look);
        }
    }

    /** By what they were known when a delivery came. */
    private record Known(Traces traces, long position) {
        boolean customer(String id) {
            return traces.isCustomer(id);
        }

        boolean code(String stream) {
            return traces.hadCode(stream);
        }

        boolean contact(String id) {
            return traces.had(id, position);
        }
    }

    private boolean names(DeliveryQuarantined delivery, Known known) {
        String awaited = delivery.waitsFor(), event = delivery.event();
        if (awaited != null && known.code(awaited)) {
            return true;
        }
        try {
            return event != null && names(JSON.readTree(event), known);
        } catch (JacksonException unreadable) {
            return false;
        }
    }

    private boolean names(JsonNode event, Known known) {
        boolean ours = event.path("type").asString("").startsWith(OURS);
        Deque<JsonNode> open = new ArrayDeque<>();
        (ours ? event.path("data") : event)
                .forEachEntry(
                        (name, value) -> {
                            if (ours ? NAMING.contains(name) : !ENVELOPE.contains(name)) {
                                open.add(value);
                            }
                        });
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            if (node.isString() ? isOne(node.asString(), known) : isContact(node, known)) {
                return true;
            }
            node.forEach(open::add);
        }
        return false;
    }

    private boolean isOne(String text, Known known) {
        String value = text.strip();
        return !value.isEmpty()
                && value.length() <= LONGEST
                && (known.customer(value)
                        || known.code(ids.code(value).value())
                        || readings(value).stream()
                                .flatMap(contact -> contact(ids, contact).stream())
                                .anyMatch(known::contact));
    }

    /** A telephone number is one only where nothing else is said: a sentence may hold one, too. */
    private static List<Contact> readings(String value) {
        List<Contact> readings = new ArrayList<>();
        readings.add(new Contact("email", value, null));
        readings.add(new Contact("handle", value, null));
        if (NUMBER.matcher(value).matches()) {
            readings.add(new Contact("phone", value, null));
        }
        return readings;
    }

    /** As our own types write one, with its system. */
    private boolean isContact(JsonNode node, Known known) {
        String kind = text(node, "kind"), value = text(node, "value");
        if (kind == null || value == null || value.length() > LONGEST) {
            return false;
        }
        return contact(ids, new Contact(kind, value, text(node, "system")))
                .filter(known::contact)
                .isPresent();
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** Its id, unless it cannot be a contact. */
    static Optional<String> contact(StreamIds ids, Contact contact) {
        try {
            return Optional.of(ids.contact(contact).value());
        } catch (Refusal none) {
            return Optional.empty();
        }
    }
}
