package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.RecordedEvent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Events bound together by the subject of the documents they touch, some subjects at a time in the
 * order of their ids; those of one subject stay in the order of their positions.
 *
 * @param mixed whether an event is about somebody else than the documents it touches
 */
public record Sheaves(List<List<RecordedEvent>> parts, boolean mixed) {
    /** Enough to load their documents together, few enough to leave no mark on the heap. */
    private static final int EVENTS = 1_000;

    /**
     * @param subjectsOf whose documents an event touches
     */
    public static Sheaves of(
            List<RecordedEvent> events, Function<RecordedEvent, Set<String>> subjectsOf) {
        Map<String, List<RecordedEvent>> bySubject = new HashMap<>();
        boolean mixed = false;
        for (RecordedEvent event : events) {
            Set<String> subjects = subjectsOf.apply(event);
            if (subjects.size() > 1) return new Sheaves(List.of(events), false);
            for (String subject : subjects) {
                bySubject.computeIfAbsent(subject, any -> new ArrayList<>()).add(event);
                mixed |= !subject.equals(event.subject());
            }
        }
        return new Sheaves(parts(bySubject), mixed);
    }

    private static List<List<RecordedEvent>> parts(Map<String, List<RecordedEvent>> bySubject) {
        List<List<RecordedEvent>> parts = new ArrayList<>();
        List<RecordedEvent> part = new ArrayList<>();
        for (String subject : new TreeSet<>(bySubject.keySet())) {
            part.addAll(bySubject.get(subject));
            if (part.size() < EVENTS) continue;
            parts.add(part);
            part = new ArrayList<>();
        }
        if (!part.isEmpty()) parts.add(part);
        return parts;
    }
}
