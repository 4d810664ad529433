package dev.kehu.disclosure;

import dev.kehu.customer.api.Contact;
import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.state.HeldDeliveries;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What still is in quarantine and names a code or a contact of somebody: an erasure gives it up, so
 * an archive shows it.
 */
@Component
final class HeldForThem {
    private static final int PAGE = 500, SHORTEST = 2;

    private final EventHistory history;
    private final HeldDeliveries quarantine;

    HeldForThem(EventHistory history, HeldDeliveries quarantine) {
        this.history = history;
        this.quarantine = quarantine;
    }

    /** The random ids those deliveries are kept for. */
    Set<String> of(Collection<String> subjects) {
        Set<String> values = new TreeSet<>();
        subjects.forEach(subject -> history.eachOf(subject, event -> look(event, values)));
        if (values.isEmpty()) {
            return Set.of();
        }
        String any = values.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        int how = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
        return naming(Pattern.compile("(?<!\\w)(?:" + any + ")(?!\\w)", how));
    }

    private Set<String> naming(Pattern words) {
        Set<String> found = new TreeSet<>();
        List<HeldDeliveries.Held> page;
        long position = 0;
        do {
            page = quarantine.after(position, PAGE);
            for (HeldDeliveries.Held each : page) {
                position = each.position();
                history.at(each.id(), 0)
                        .filter(first -> names(first, words))
                        .ifPresent(first -> found.add(first.subject()));
            }
        } while (page.size() == PAGE);
        return found;
    }

    private static boolean names(RecordedEvent first, Pattern words) {
        return first.payload() instanceof DeliveryQuarantined e
                && e.event() != null
                && words.matcher(e.event()).find();
    }

    private static void look(RecordedEvent event, Set<String> values) {
        switch (event.payload()) {
            case CustomerRegistered e -> add(values, e.code());
            case ContactClaimed e -> add(values, e.value());
            case ContactCorrected e -> add(values, e.value());
            case ContactPersonAdded e -> {
                for (Contact contact : e.contacts() == null ? List.<Contact>of() : e.contacts()) {
                    add(values, contact.value());
                }
            }
            default -> {} // names nobody by a code or a contact
        }
    }

    private static void add(Set<String> values, @Nullable String text) {
        if (text != null && text.strip().length() >= SHORTEST) {
            values.add(text.strip());
        }
    }
}
