package dev.kehu.privacy.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * By which deliveries of people are known: ids, all of them pseudonymous, so that they may be kept
 * while keys are destroyed.
 *
 * @param codes streams of codes they held
 * @param contacts contact points, and while they were theirs: before and after somebody else's
 */
record Traces(Set<String> customers, Set<String> codes, Map<String, List<Span>> contacts) {
    /** Positions, both included. */
    record Span(long from, long until) {}

    static Traces of(Collection<String> customers) {
        return new Traces(new TreeSet<>(customers), new TreeSet<>(), new HashMap<>());
    }

    /** From this position to the end, unless it is given up before. */
    void claimed(String contact, long position) {
        contacts.computeIfAbsent(contact, c -> new ArrayList<>())
                .add(new Span(position, Long.MAX_VALUE));
    }

    void released(String contact, long position) {
        List<Span> spans = contacts.getOrDefault(contact, List.of());
        if (!spans.isEmpty()) {
            spans.set(spans.size() - 1, new Span(spans.getLast().from(), position));
        }
    }

    boolean had(String contact, long position) {
        return contacts.getOrDefault(contact, List.of()).stream()
                .anyMatch(span -> span.from() <= position && position <= span.until());
    }
}
