package dev.kehu.platform.eventstore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one unit of work recorded, in order. */
public record StoredEvents(List<StoredEvent> events) {
    public long positionOfLast() {
        return events.isEmpty() ? 0 : events.getLast().position();
    }

    /** The newest position of each stream. */
    public Map<String, Long> positionsByStream() {
        Map<String, Long> positions = new HashMap<>();
        events.forEach(event -> positions.put(event.stream(), event.position()));
        return positions;
    }
}
