package dev.kehu.platform.eventstore.axonserver;

import io.axoniq.axonserver.grpc.event.Event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a server keeps; outlives its being killed. */
final class ScriptedHistory {
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> heads = new HashMap<>();

    synchronized int size() {
        return events.size();
    }

    synchronized Event at(int index) {
        return events.get(index);
    }

    /** Empty when taken; else what the server says of the first event that is not the next one. */
    synchronized String append(List<Event> transaction) {
        Map<String, Long> next = new HashMap<>();
        for (Event event : transaction) {
            String stream = event.getAggregateIdentifier();
            long expected = next.getOrDefault(stream, heads.getOrDefault(stream, -1L)) + 1;
            if (event.getAggregateSequenceNumber() != expected) {
                return "[AXONIQ-2000] Invalid sequence number %d for aggregate %s, expected %d"
                        .formatted(event.getAggregateSequenceNumber(), stream, expected);
            }
            next.put(stream, expected);
        }
        heads.putAll(next);
        events.addAll(transaction);
        return "";
    }

    /** As after a power cut: the newest are gone. */
    synchronized void forget(int newest) {
        for (int i = 0; i < newest; i++) {
            Event gone = events.removeLast();
            heads.merge(gone.getAggregateIdentifier(), -1L, Long::sum);
        }
    }
}
