package dev.kehu.customer.view.identity;

import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.ViewDocument;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whom a customer was merged into, and whom it absorbed. Only customers that took part in a merge
 * have one.
 */
record Identity(String id, long position, @Nullable String survivor, SortedSet<String> absorbed)
        implements ViewDocument {

    static Identity alone(String id) {
        return new Identity(id, 0, null, Collections.emptySortedSet());
    }

    Identity on(RecordedEvent event) {
        return switch (event.payload()) {
            case CustomerAbsorbed e -> with(event, e.absorbed().value(), true);
            case CustomerSeparated e -> with(event, e.separated().value(), false);
            case CustomerMerged e -> with(event, e.survivor().value());
            case CustomerRestored e -> with(event, null);
            default -> this;
        };
    }

    private Identity with(RecordedEvent event, @Nullable String other) {
        return new Identity(id, event.position(), other, absorbed);
    }

    private Identity with(RecordedEvent event, String other, boolean joins) {
        TreeSet<String> all = new TreeSet<>(absorbed);
        if (joins) all.add(other);
        else all.remove(other);
        return new Identity(id, event.position(), survivor, Collections.unmodifiableSortedSet(all));
    }
}
