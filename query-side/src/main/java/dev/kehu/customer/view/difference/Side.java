package dev.kehu.customer.view.difference;

import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.customer.view.difference.Difference.Cause;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.SubjectView;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Reader.Past;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** One of two moments of a view: which events count there alone, and which fields they moved. */
final class Side<V extends SubjectView<V>> {
    private final Compared<V> view;
    private final Past past;
    private final String name;

    Side(Compared<V> view, Past past, String name) {
        this.view = view;
        this.past = past;
        this.name = name;
    }

    /** Positions of the events of the group. */
    Set<Long> positions() {
        Set<Long> all = new HashSet<>();
        for (String member : past.group().members())
            for (RecordedEvent event : past.of(member)) all.add(event.position());
        return all;
    }

    /** Causes by field, for events at none of {@code others}; each adds to what it moved. */
    void causes(Set<Long> others, Set<String> changed, Map<String, SortedMap<Long, Cause>> causes) {
        for (String member : past.group().members()) {
            V state = view.blank(member);
            for (RecordedEvent event : past.of(member)) {
                boolean touches = view.touches(event).contains(member);
                V before = state;
                if (touches) state = state.on(event);
                if (others.contains(event.position())) continue;
                Set<String> moved = new TreeSet<>(changed);
                moved.retainAll(touches ? moved(before, state) : Set.of());
                if (joins(event)) moved.addAll(changed);
                for (String field : moved)
                    causes.computeIfAbsent(field, none -> new TreeMap<>())
                            .put(event.position(), Cause.of(event, member, name));
            }
        }
    }

    /** Whether it changes who belongs together, and with that possibly everything. */
    private static boolean joins(RecordedEvent event) {
        return switch (event.payload()) {
            case CustomerAbsorbed e -> true;
            case CustomerSeparated e -> true;
            case CustomerMerged e -> true;
            case CustomerRestored e -> true;
            default -> false;
        };
    }

    private Set<String> moved(V before, V after) {
        if (before == after) return Set.of();
        SortedMap<String, Object> one = fields(before), other = fields(after);
        Set<String> moved = new HashSet<>(one.keySet());
        moved.addAll(other.keySet());
        moved.removeIf(field -> Objects.equals(one.get(field), other.get(field)));
        return moved;
    }

    private SortedMap<String, Object> fields(V state) {
        Group alone = Group.alone(state.id());
        Freshness none = new Freshness(0, 0);
        return Fields.of(
                view.answer(new Face<>(state, alone, UnaryOperator.identity(), none, null)));
    }
}
