package dev.kehu.platform.watch;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.Documents;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds customers in whose documents something is missing. A document is whole when folding what
 * the view has passed once more would change nothing, what it points to is there, and it is not
 * ahead of its view. While the view is at work a whole one may look damaged, never the reverse.
 */
final class Gaps<D extends ViewDocument> {
    private final LiveView<D> view;
    private final Projection<D> projection;

    Gaps(LiveView<D> view) {
        this.view = view;
        this.projection = view.projection();
    }

    LiveView<D> view() {
        return view;
    }

    /** Customers whose documents lack something of these events. */
    Set<String> in(List<RecordedEvent> events) {
        long reached = view.position();
        List<RecordedEvent> due =
                events.stream()
                        .filter(event -> event.position() <= reached)
                        .filter(event -> !view.spots().leavesOut(event))
                        .toList();
        Set<String> ids = new HashSet<>();
        due.forEach(event -> ids.addAll(touched(event)));
        Stored stored = new Stored(ids);
        Set<String> damaged = new HashSet<>();
        for (RecordedEvent event : due)
            if (stored.lacks(event)) touched(event).forEach(id -> damaged.add(subject(id)));
        damaged.addAll(stored.incomplete());
        return damaged;
    }

    /** Customers whose documents this event is part of. */
    Set<String> customers(RecordedEvent event) {
        Set<String> customers = new HashSet<>();
        touched(event).forEach(id -> customers.add(subject(id)));
        return customers;
    }

    private String subject(String document) {
        return projection.subjectOf(document);
    }

    private Collection<String> touched(RecordedEvent event) {
        try {
            return projection.touches(event);
        } catch (RuntimeException noLongerFits) {
            return List.of(event.subject());
        }
    }

    /** Documents as they are stored; what a fold would write is noticed and forgotten. */
    private final class Stored implements Documents<D> {
        private final Map<String, @Nullable D> known = new HashMap<>();
        private final Set<String> unreadable = new HashSet<>();
        private boolean changed;

        Stored(Set<String> ids) {
            try {
                Map<String, D> found = view.findAll(ids);
                ids.forEach(id -> known.put(id, found.get(id)));
            } catch (ViewStoreFailure failure) {
                throw failure;
            } catch (RuntimeException oneOfThem) {
                ids.forEach(this::read);
            }
        }

        private void read(String id) {
            try {
                known.put(id, view.find(id).orElse(null));
            } catch (ViewStoreFailure failure) {
                throw failure;
            } catch (RuntimeException broken) {
                unreadable.add(id);
                known.put(id, null);
            }
        }

        boolean lacks(RecordedEvent event) {
            changed = false;
            try {
                projection.apply(event, this);
            } catch (ViewStoreFailure failure) {
                throw failure;
            } catch (RuntimeException doesNotFit) {
                return true;
            }
            return changed;
        }

        /** Of documents that cannot be read, point to nothing, or are ahead of the view. */
        Set<String> incomplete() {
            Set<String> customers = new HashSet<>();
            unreadable.forEach(id -> customers.add(subject(id)));
            Set<String> parts = new HashSet<>();
            known.values().forEach(each -> parts.addAll(partsOf(each)));
            parts.removeAll(new Stored(parts).there());
            parts.forEach(id -> customers.add(subject(id)));
            long reached = view.position(); // asked last: a batch on its way has arrived by now
            known.values().stream()
                    .filter(each -> each != null && each.position() > reached)
                    .forEach(each -> customers.add(subject(each.id())));
            return customers;
        }

        private Set<String> there() {
            Set<String> there = new HashSet<>(known.keySet());
            there.removeIf(id -> known.get(id) == null);
            return there;
        }

        private Collection<String> partsOf(@Nullable D document) {
            return document == null ? List.of() : projection.parts(document);
        }

        @Override
        public @Nullable D find(String id) {
            if (!known.containsKey(id)) read(id);
            return known.get(id);
        }

        @Override
        public void put(D document) {
            changed = true;
        }

        @Override
        public boolean changed(String id) {
            return false;
        }
    }
}
