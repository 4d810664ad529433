package dev.kehu.privacy.process;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.privacy.command.Circle;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds all that is about customers and goes with them, as long as it can be read. */
@Component
public class Concerned implements Circle {
    static final String QUARANTINED = "interaction.quarantined";
    private static final int PAGE = 500;
    private static final String PERSON = "person.added";

    private static final Set<String> NAMING =
            Set.of("customer.registered", "contact.claimed", "customer.contact-corrected", PERSON);

    private static final Set<String> TELLING =
            Set.of("interaction.recorded", "interaction.annotated");

    private static final Set<String> DELIVERED =
            Set.of("interaction.recorded", "interaction.file-received");

    private static final Set<String> LEADING =
            Set.of("code.claimed", "contact.claimed", "contact.released", PERSON);

    /** Nothing in it that cannot be read keeps the rest. */
    private final EventHistory history;

    private final OpenErasures erasures;
    private final StateTokenStore tokens;
    private final StreamIds ids;

    Concerned(EventHistory history, OpenErasures erasures, StateTokenStore tokens, StreamIds ids) {
        this.history = history.forgiving();
        this.erasures = erasures;
        this.tokens = tokens;
        this.ids = ids;
    }

    @Override
    public Set<String> by(Collection<String> customers) {
        long listed = tokens.reached("privacy"); // before the list is read, so nobody is missed
        Set<String> all = new TreeSet<>(customers);
        addUnlisted(listed, customers, all);
        for (String customer : customers) {
            all.addAll(erasures.personsOf(customer));
            history.eachOf(
                    customer,
                    event -> event.seq() > 0 && DELIVERED.contains(event.name()),
                    event -> all.addAll(keptFor(event.stream())));
        }
        return all;
    }

    /** Contact persons the list has still to hear of. */
    private void addUnlisted(long position, Collection<String> customers, Set<String> all) {
        List<StoredEvent> page = history.readStored(position, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(event -> event.name().equals(PERSON))
                    .flatMap(event -> history.at(event.stream(), event.seq()).stream())
                    .filter(
                            event ->
                                    event.payload() instanceof ContactPersonAdded added
                                            && customers.contains(added.customerId().value()))
                    .forEach(event -> all.add(event.subject()));
            page = history.readStored(page.getLast().position(), PAGE);
        }
    }

    /** Whom a delivery was kept for. */
    public List<String> keptFor(String interaction) {
        return history.at(interaction, 0)
                .filter(first -> first.name().equals(QUARANTINED))
                .map(first -> List.of(first.subject()))
                .orElse(List.of());
    }

    /** What tells the people from others; empty once their keys are gone. */
    Readable values(Collection<String> subjects) {
        Readable values = new Readable();
        for (String subject : subjects) {
            history.eachOf(
                    subject,
                    event ->
                            values.takesNames() && NAMING.contains(event.name())
                                    || values.takesTexts() && TELLING.contains(event.name()),
                    event -> add(event, values));
        }
        return values;
    }

    private static void add(RecordedEvent event, Readable values) {
        switch (event.payload()) {
            case CustomerRegistered e -> values.names(e.code(), e.name());
            case ContactClaimed e -> values.names(e.value());
            case ContactCorrected e -> values.names(e.value());
            case ContactPersonAdded e -> {
                values.names(e.name());
                for (Contact contact : e.contacts() == null ? List.<Contact>of() : e.contacts()) {
                    values.names(contact.value());
                }
            }
            case InteractionRecorded e -> values.texts(e.summary(), e.content());
            case InteractionAnnotated e -> values.texts(e.note());
            default -> {
                if (OrderedHistory.isUnreadable(event)) {
                    values.lacks(event.position());
                }
            }
        }
    }

    /** By what they are known elsewhere; nothing of contact persons once their keys are gone. */
    public Traces traces(Collection<String> customers, Collection<String> subjects) {
        Traces traces = new Traces(customers, these -> alsoOfOthers(these, subjects));
        for (String subject : subjects) {
            history.eachOf(
                    subject,
                    event -> LEADING.contains(event.name()),
                    event -> trace(event, traces));
        }
        return traces;
    }

    /** An address that nobody had before was theirs before they were known by it, too. */
    private void trace(RecordedEvent event, Traces traces) {
        long at = event.position();
        String stream = event.stream(); // is what is claimed, readable or not
        switch (event.name()) {
            case "code.claimed" -> traces.coded(stream);
            case "contact.claimed" -> traces.claimed(stream, event.seq() == 0 ? 0 : at);
            case "contact.released" -> traces.released(stream, at);
            default ->
                    contacts(event).filter(contact -> !isClaimed(contact)).forEach(traces::noted);
        }
    }

    /** Those a contact person of somebody who stays has, too. */
    private Set<String> alsoOfOthers(Set<String> contacts, Collection<String> subjects) {
        Set<String> found = new TreeSet<>();
        List<String> page = erasures.personsAfter("", PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(person -> !subjects.contains(person))
                    .flatMap(person -> history.at(person, 0).stream())
                    .flatMap(this::contacts)
                    .filter(contacts::contains)
                    .forEach(found::add);
            page = erasures.personsAfter(page.getLast(), PAGE);
        }
        return found;
    }

    /** None once the keys of the person are gone. */
    private Stream<String> contacts(RecordedEvent event) {
        return event.payload() instanceof ContactPersonAdded added && added.contacts() != null
                ? added.contacts().stream()
                        .flatMap(contact -> HeldAbout.contact(ids, contact).stream())
                : Stream.empty();
    }

    private boolean isClaimed(String contact) {
        List<RecordedEvent> stream = history.readStream(contact);
        return !stream.isEmpty() && stream.getLast().name().equals("contact.claimed");
    }
}
