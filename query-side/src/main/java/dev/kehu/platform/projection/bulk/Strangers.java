package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.paging.EventBytes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Events that are part of documents about others than their own subject; for one thread. Where they
 * are too many, only their positions are kept.
 */
public final class Strangers {
    /** What a position takes that is kept. */
    private static final int PLACE_BYTES = 200;

    private final NavigableMap<String, NavigableMap<Long, Optional<RecordedEvent>>> met =
            new TreeMap<>();
    private boolean bound;
    private long bytes;

    /**
     * Looks at an event.
     *
     * @param subject folded now
     * @param about whose documents it is part of
     */
    public void meet(RecordedEvent event, String subject, Set<String> about) {
        if (about.size() > 1) bound = true;
        if (!subject.equals(event.subject())) return; // met already, with its own subject
        for (String other : about)
            if (!other.equals(subject))
                met.computeIfAbsent(other, any -> new TreeMap<>())
                        .put(event.position(), Optional.of(event));
    }

    /** Whether an event is part of documents about several, which cannot be folded apart then. */
    boolean bind() {
        return bound;
    }

    boolean none() {
        return met.isEmpty();
    }

    Set<String> subjects() {
        return met.keySet();
    }

    /**
     * Takes over what another one has met.
     *
     * @param most bytes of events it may keep
     */
    void add(Strangers others, long most) {
        others.met.forEach(
                (subject, events) -> {
                    var its = met.computeIfAbsent(subject, any -> new TreeMap<>());
                    events.forEach((position, event) -> its.put(position, kept(event, most)));
                });
    }

    private Optional<RecordedEvent> kept(Optional<RecordedEvent> event, long most) {
        bytes += PLACE_BYTES;
        long size = event.map(EventBytes::of).orElse(0L);
        if (bytes + size > most) return Optional.empty();
        bytes += size;
        return event;
    }

    /** Of those that were added. */
    long bytes() {
        return bytes;
    }

    /**
     * Puts those of a range but what is left of it among the others, in their order.
     *
     * @param at reads one that was not kept
     */
    void join(
            NavigableMap<String, List<RecordedEvent>> bySubject,
            Range range,
            @Nullable Range left,
            LongFunction<RecordedEvent> at) {
        for (var each : met.tailMap(range.subject(), true).entrySet()) {
            String subject = each.getKey();
            if (!range.holds(subject, Long.MAX_VALUE)) {
                if (subject.equals(range.subject())) continue;
                return;
            }
            List<RecordedEvent> here = new ArrayList<>();
            each.getValue()
                    .forEach(
                            (position, event) -> {
                                if (range.holds(subject, position)
                                        && (left == null || !left.holds(subject, position)))
                                    here.add(event.orElseGet(() -> at.apply(position)));
                            });
            if (here.isEmpty()) continue;
            List<RecordedEvent> its = bySubject.computeIfAbsent(subject, any -> new ArrayList<>());
            its.addAll(here);
            its.sort(Comparator.comparingLong(RecordedEvent::position));
        }
    }
}
