package dev.kehu.customer.view.difference;

import dev.kehu.customer.view.difference.Difference.Cause;
import dev.kehu.customer.view.difference.Difference.Change;
import dev.kehu.customer.view.difference.Difference.Moment;
import dev.kehu.platform.projection.SubjectView;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.reading.Reader.Past;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the answers of two moments against each other, and looks for the events between them. */
@Component
final class Differences {
    private static final int NAMED = 20;

    private final Reader reader;
    private final List<Compared<?>> views;

    Differences(Reader reader, List<Compared<?>> views) {
        this.reader = reader;
        this.views = views;
    }

    /**
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown} when nothing is known of it to this
     *     day; a moment before anything was is empty
     */
    Difference between(String customer, AsOf from, AsOf to) {
        reader.past(customer, AsOf.NOW);
        long until = reader.now().position();
        List<Change> changes = new ArrayList<>();
        SortedMap<Long, Cause> named = new TreeMap<>();
        for (Compared<?> view : views)
            compare(
                    view,
                    reader.past(view, customer, from, until),
                    reader.past(view, customer, to, until),
                    changes,
                    named);
        return new Difference(
                customer,
                Moment.of(from),
                Moment.of(to),
                changes,
                List.copyOf(named.values()),
                until);
    }

    /**
     * A field that none of the events moved by itself, as a place in a list others took, has the
     * causes of what stands beside it.
     */
    private static SortedMap<Long, Cause> behind(
            String field, Map<String, SortedMap<Long, Cause>> causes) {
        SortedMap<Long, Cause> own = causes.get(field);
        if (own != null) return own;
        SortedMap<Long, Cause> beside = new TreeMap<>();
        causes.forEach(
                (other, all) -> {
                    if (root(other).equals(root(field))) beside.putAll(all);
                });
        if (beside.isEmpty()) causes.values().forEach(beside::putAll);
        return beside;
    }

    private static String root(String field) {
        return field.split("[.\\[]", 2)[0];
    }

    private <V extends SubjectView<V>> void compare(
            Compared<V> view, Past from, Past to, List<Change> changes, Map<Long, Cause> named) {
        SortedMap<String, Object> before = Fields.of(view.answer(reader.face(view, from)));
        SortedMap<String, Object> after = Fields.of(view.answer(reader.face(view, to)));
        Set<String> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(field -> Objects.equals(before.get(field), after.get(field)));
        if (changed.isEmpty()) return;
        Side<V> one = new Side<>(view, from, "from"), other = new Side<>(view, to, "to");
        Map<String, SortedMap<Long, Cause>> causes = new HashMap<>();
        one.causes(other.positions(), changed, causes);
        other.causes(one.positions(), changed, causes);
        for (String field : changed) {
            SortedMap<Long, Cause> all = behind(field, causes);
            List<Long> newest =
                    all.keySet().stream().skip(Math.max(0, all.size() - NAMED)).toList();
            newest.forEach(position -> named.put(position, all.get(position)));
            changes.add(
                    new Change(
                            view.name(),
                            field,
                            before.get(field),
                            after.get(field),
                            newest,
                            all.size()));
        }
    }
}
