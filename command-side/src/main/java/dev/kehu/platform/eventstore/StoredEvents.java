package dev.kehu.platform.eventstore;

import java.util.List;

/** What one unit of work recorded, in order. */
public record StoredEvents(List<StoredEvent> events) {
    public long positionOfLast() {
        return events.isEmpty() ? 0 : events.getLast().position();
    }
}
