package dev.kehu;

import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoredEvent;

import java.util.ArrayList;
import java.util.List;

/** All events of a history as they are stored; a page of it is bounded by bytes, too. */
final class WholeHistory {
    private WholeHistory() {}

    static List<StoredEvent> stored(EventHistory history) {
        List<StoredEvent> all = new ArrayList<>();
        while (all.size() < history.head()) {
            all.addAll(history.readStored(all.size(), Integer.MAX_VALUE));
        }
        return all;
    }
}
