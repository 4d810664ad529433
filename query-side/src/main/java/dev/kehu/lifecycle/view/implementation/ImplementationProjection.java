package dev.kehu.lifecycle.view.implementation;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.platform.projection.SubjectProjection;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Keeps one document per implementation, and in memory which there are. */
@Component
final class ImplementationProjection implements SubjectProjection<Implementation> {
    static final String NAME = "implementation";
    private volatile NavigableSet<String> ids = new ConcurrentSkipListSet<>();

    /** Oldest first: ids are ordered by the time they were made. */
    NavigableSet<String> ids() {
        return ids;
    }

    @Override
    public void opened(Iterable<Implementation> all) {
        NavigableSet<String> fresh = new ConcurrentSkipListSet<>();
        all.forEach(each -> fresh.add(each.id()));
        ids = fresh;
    }

    @Override
    public void written(Collection<Implementation> changed) {
        changed.forEach(each -> ids.add(each.id()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<Implementation> documents() {
        return Implementation.class;
    }

    @Override
    public Implementation blank(String id) {
        return Implementation.blank(id);
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return event.payload() instanceof ImplementationEvent e
                ? List.of(e.implementationId().value())
                : List.of();
    }

    @Override
    public Set<String> texts() {
        return Set.of("name", "reason", "evidence", "lesson", "text");
    }
}
