package dev.kehu.customer.view.search;

import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactEvent.ContactReleased;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.ViewDocument;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one customer is found by; texts readable.
 *
 * @param contacts living ones, by id of the contact point
 * @param grouped whether it ever took part in a merge
 */
record Card(
        String id,
        long position,
        @Nullable String code,
        @Nullable String name,
        SortedMap<String, Address> contacts,
        boolean grouped)
        implements ViewDocument {

    /** How the customer is reached. */
    record Address(String kind, String value) {}

    static Card blank(String id) {
        return new Card(id, 0, null, null, Collections.emptySortedMap(), false);
    }

    Card on(RecordedEvent event) {
        long at = event.position();
        return switch (event.payload()) {
            case CustomerRegistered e -> new Card(id, at, e.code(), e.name(), contacts, grouped);
            case CustomerMerged e -> new Card(id, at, code, name, contacts, true);
            case CustomerAbsorbed e -> new Card(id, at, code, name, contacts, true);
            case ContactClaimed e -> reached(at, e.contactId().value(), e.kind(), e.value());
            case ContactReleased e -> reached(at, e.contactId().value(), "", null);
            case ContactCorrected e ->
                    reached(at, e.wrong().value(), "", null)
                            .reached(at, e.right().value(), e.kind(), e.value());
            case CustomerErased e ->
                    new Card(id, at, null, null, Collections.emptySortedMap(), grouped);
            default -> new Card(id, at, code, name, contacts, grouped);
        };
    }

    private Card reached(long at, String contact, String kind, @Nullable String value) {
        SortedMap<String, Address> all = new TreeMap<>(contacts);
        if (value == null) all.remove(contact);
        else all.put(contact, new Address(kind, value));
        return new Card(id, at, code, name, Collections.unmodifiableSortedMap(all), grouped);
    }

    boolean silent() {
        return code == null && name == null && contacts.isEmpty();
    }
}
