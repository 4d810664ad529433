package dev.kehu.privacy.process;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.interaction.api.InteractionEvent.CustomerFileReceived;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.state.HeldDeliveries;
import dev.kehu.platform.state.OpenErasures;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds all that the erasure of customers concerns, as long as it can be read. */
@Component
class Concerned {
    private static final int PAGE = 500;

    /** What is shorter says nothing about one person: "called", "sent the invoice". */
    private static final int TELLING = 40;

    private static final int SHORTEST = 2;

    private final EventHistory history;
    private final OpenErasures erasures;
    private final HeldDeliveries quarantine;

    Concerned(EventHistory history, OpenErasures erasures, HeldDeliveries quarantine) {
        this.history = history;
        this.erasures = erasures;
        this.quarantine = quarantine;
    }

    /**
     * Data subjects: the customers, their contact persons, and what was kept in quarantine before
     * it was known to be about them.
     */
    Set<String> by(Collection<String> customers) {
        Set<String> all = new TreeSet<>(customers);
        for (String customer : customers) {
            all.addAll(erasures.personsOf(customer));
            history.eachOf(
                    customer,
                    event -> {
                        boolean delivered =
                                event.payload() instanceof InteractionRecorded
                                        || event.payload() instanceof CustomerFileReceived;
                        if (delivered && event.seq() > 0) {
                            all.addAll(keptFor(event.stream()));
                        }
                    });
        }
        return all;
    }

    /** Whom a delivery was kept for. */
    List<String> keptFor(String interaction) {
        return history.at(interaction, 0)
                .filter(first -> first.payload() instanceof DeliveryQuarantined)
                .map(first -> List.of(first.subject()))
                .orElse(List.of());
    }

    /** What can be read of people as long as their keys are there. */
    record Values(Set<String> identifying, Set<String> telling) {
        Set<String> all() {
            Set<String> all = new TreeSet<>(identifying);
            all.addAll(telling);
            return all;
        }
    }

    /** What tells the people from others; empty once their keys are gone. */
    Values values(Collection<String> subjects) {
        Values values = new Values(new TreeSet<>(), new TreeSet<>());
        for (String subject : subjects) {
            history.eachOf(subject, event -> add(event, values));
        }
        return values;
    }

    private static void add(RecordedEvent event, Values values) {
        switch (event.payload()) {
            case CustomerRegistered e -> {
                add(values.identifying(), SHORTEST, e.code());
                add(values.telling(), SHORTEST, e.name());
            }
            case ContactClaimed e -> add(values.identifying(), SHORTEST, e.value());
            case ContactCorrected e -> add(values.identifying(), SHORTEST, e.value());
            case ContactPersonAdded e -> {
                add(values.telling(), SHORTEST, e.name());
                for (Contact contact : e.contacts() == null ? List.<Contact>of() : e.contacts()) {
                    add(values.identifying(), SHORTEST, contact.value());
                }
            }
            case InteractionRecorded e -> add(values.telling(), TELLING, e.summary(), e.content());
            case InteractionAnnotated e -> add(values.telling(), TELLING, e.note());
            default -> {} // nothing that tells people apart
        }
    }

    private static void add(Set<String> values, int shortest, @Nullable String... texts) {
        for (String text : texts) {
            if (text != null && text.strip().length() >= shortest) {
                values.add(text.strip());
            }
        }
    }

    /**
     * Deliveries in quarantine that are kept for one of these subjects, or name a code or a contact
     * of theirs as a word of its own: a name may be another person's.
     */
    List<String> held(Values values, Set<String> subjects) {
        List<String> found = new ArrayList<>();
        Optional<Pattern> wanted = words(values.identifying());
        List<HeldDeliveries.Held> page;
        long position = 0;
        do {
            page = quarantine.after(position, PAGE);
            for (HeldDeliveries.Held each : page) {
                position = each.position();
                if (isKeptFor(each.id(), subjects)
                        || wanted.filter(words -> names(each.id(), words)).isPresent()) {
                    found.add(each.id());
                }
            }
        } while (page.size() == PAGE);
        return found;
    }

    private boolean isKeptFor(String interaction, Set<String> subjects) {
        return keptFor(interaction).stream().anyMatch(subjects::contains);
    }

    private static Optional<Pattern> words(Set<String> identifying) {
        String any = identifying.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        int how = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
        return any.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile("(?<!\\w)(?:" + any + ")(?!\\w)", how));
    }

    private boolean names(String interaction, Pattern words) {
        return history.at(interaction, 0)
                .map(first -> first.payload() instanceof DeliveryQuarantined e ? e.event() : null)
                .filter(event -> words.matcher(event).find())
                .isPresent();
    }
}
