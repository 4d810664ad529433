package dev.kehu.audit.view.access;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.History;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.Groups;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose work a customer is: of everybody who had an event of it recorded, and of the employee an
 * interaction names, whenever that was; and so it is with everybody merged with it. Nothing tells
 * more: history knows no teams. An event that cannot be read tells nothing, and is counted.
 */
@Component
final class OwnWork {
    private static final int PAGE = 500;

    /** With more events than these a customer is anybody's: nobody reads so many for a rule. */
    private static final int MOST_EVENTS = 5_000;

    /** A question looks at so many customers, those of the newest hours. */
    private static final int MOST_CUSTOMERS = 20_000;

    private final History history;
    private final Groups groups;

    /** Who recorded and who met are open: nobody's texts are needed for that. */
    OwnWork(History history, Groups groups) {
        this.history = history.openAlone(Set.of(InteractionRecorded.class)).forgiving();
        this.groups = groups;
    }

    /** To be asked for one answer: it looks at nobody twice, however many saw them how often. */
    Report report() {
        return new Report(MOST_CUSTOMERS);
    }

    /** As {@link #report()}, of at most so many customers. */
    Report report(int customers) {
        return new Report(customers);
    }

    /**
     * Those whose work it is, or anybody.
     *
     * @param unreadable events that may have said more
     */
    private record Whose(Set<String> names, boolean anybody, int unreadable) {
        boolean has(String actor) {
            return anybody || names.contains(actor);
        }
    }

    final class Report {
        private final Map<String, Whose> known = new HashMap<>();
        private final int most;

        private Report(int most) {
            this.most = most;
        }

        /**
         * How many of these customers, those that are one counted once, are none of an actor's;
         * null where that would be more to look at than a report may.
         */
        @Nullable Integer strangers(String actor, List<String> customers) {
            Set<String> survivors = new HashSet<>();
            for (String customer : customers) survivors.add(groups.live(customer).survivor());
            long more = survivors.stream().filter(each -> !known.containsKey(each)).count();
            if (known.size() + more > most) return null;
            int strangers = 0;
            for (String each : survivors) {
                if (!known.computeIfAbsent(each, OwnWork.this::whose).has(actor)) strangers++;
            }
            return strangers;
        }

        /** Events that could not be read, of all customers it looked at. */
        long unreadable() {
            return known.values().stream().mapToLong(Whose::unreadable).sum();
        }
    }

    private Whose whose(String survivor) {
        Set<String> names = new HashSet<>();
        boolean anybody = false;
        int unreadable = 0;
        for (String member : groups.live(survivor).members()) {
            Whose its = alone(member);
            names.addAll(its.names());
            anybody |= its.anybody();
            unreadable += its.unreadable();
        }
        return new Whose(names, anybody, unreadable);
    }

    private Whose alone(String customer) {
        Set<String> names = new HashSet<>();
        long position = 0;
        int read = 0;
        int unreadable = 0;
        List<RecordedEvent> page;
        do {
            page = history.readSubject(customer, position, PAGE);
            for (RecordedEvent event : page) {
                if (OrderedHistory.isUnreadable(event)) unreadable++;
                note(event, names);
                position = event.position();
            }
            read += page.size();
        } while (!page.isEmpty() && read < MOST_EVENTS);
        return new Whose(names, !page.isEmpty(), unreadable);
    }

    private static void note(RecordedEvent event, Set<String> names) {
        String actor = event.metadata().get("actor");
        if (actor != null) names.add(actor);
        if (event.payload() instanceof InteractionRecorded met && met.employee() != null)
            names.add(met.employee());
    }
}
