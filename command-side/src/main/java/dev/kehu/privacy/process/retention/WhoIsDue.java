package dev.kehu.privacy.process.retention;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.privacy.api.Needs;
import dev.kehu.privacy.process.retention.Keeping.Until;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds whom no purpose needs any more: everybody, by one pass over the history, or one person. */
@Component
class WhoIsDue implements Needs {
    private final EventHistory history;
    private final ZoneId zone;

    WhoIsDue(EventHistory history, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history.openAlone(Census.TOLD);
        this.zone = ZoneId.of(zone);
    }

    /** Somebody, by the customer the others were merged into, and until when it was needed. */
    record Due(String customer, Until until) {}

    /**
     * Who was found.
     *
     * @param people everybody who is not erased; who was merged is one
     * @param endless of them, who are kept without an end
     * @param due whom nothing keeps after that day, in order of id
     * @param held of those due, on whom a legal hold lies
     * @param byPurpose of those due, how many each purpose needed longest
     * @param erasures how many were decided by runs, by their basis
     */
    record Found(
            LocalDate day,
            int people,
            int endless,
            List<Due> due,
            int held,
            Map<String, Integer> byPurpose,
            Map<String, Integer> erasures) {}

    Found on(LocalDate day, Map<String, Integer> months) {
        Census census = new Census();
        history.each(WhoIsDue::tells, event -> census.on(event.payload()));
        Keeping keeping = new Keeping(months, zone);
        List<Due> due = new ArrayList<>();
        Map<String, Integer> byPurpose = new TreeMap<>();
        int endless = 0, held = 0;
        Map<String, Facts> people = census.people();
        for (Map.Entry<String, Facts> each : people.entrySet()) {
            Until until = keeping.until(each.getValue()).orElse(null);
            if (until == null) {
                endless++;
            } else if (until.isOver(day)) {
                due.add(new Due(each.getKey(), until));
                byPurpose.merge(until.purpose().label(), 1, Integer::sum);
                LocalDate hold = each.getValue().held();
                held += hold == null || day.isAfter(hold) ? 0 : 1;
            }
        }
        return new Found(day, people.size(), endless, due, held, byPurpose, census.erasures());
    }

    private static boolean tells(StoredEvent event) {
        return Census.TELLING.contains(event.name());
    }

    @Override
    public Optional<LocalDate> lastDay(Collection<CustomerId> person, Map<String, Integer> months) {
        Census census = new Census();
        for (CustomerId each : person) {
            history.eachOf(each.value(), WhoIsDue::tells, event -> census.on(event.payload()));
        }
        return new Keeping(months, zone).until(census.asOne()).map(Until::day);
    }
}
