package dev.kehu.audit.view.access;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.Groups;

import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose work a customer is: of everybody who had an event of it recorded, and of the employee an
 * interaction names, whenever that was; and so it is with everybody merged with it. Nothing tells
 * more: history knows no teams.
 */
@Component
final class OwnWork {
    private static final int PAGE = 500;

    /** With more events than these a customer is anybody's: nobody reads so many for a rule. */
    private static final int MOST_EVENTS = 5_000;

    private final History history;
    private final Groups groups;

    OwnWork(History history, Groups groups) {
        this.history = history;
        this.groups = groups;
    }

    /** How many of these customers, those that are one counted once, are none of an actor's. */
    int strangers(String actor, List<String> customers) {
        Set<String> survivors = new HashSet<>();
        for (String customer : customers) survivors.add(groups.live(customer).survivor());
        return (int) survivors.stream().filter(each -> !isOf(actor, each)).count();
    }

    private boolean isOf(String actor, String survivor) {
        return groups.live(survivor).members().stream().anyMatch(each -> met(actor, each));
    }

    private boolean met(String actor, String customer) {
        long position = 0;
        int read = 0;
        List<RecordedEvent> page;
        do {
            page = history.readSubject(customer, position, PAGE);
            for (RecordedEvent event : page) {
                if (isBy(actor, event)) return true;
                position = event.position();
            }
            read += page.size();
        } while (!page.isEmpty() && read < MOST_EVENTS);
        return !page.isEmpty();
    }

    private static boolean isBy(String actor, RecordedEvent event) {
        return actor.equals(event.metadata().get("actor"))
                || event.payload() instanceof InteractionRecorded met
                        && actor.equals(met.employee());
    }
}
