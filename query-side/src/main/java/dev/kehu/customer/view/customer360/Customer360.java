package dev.kehu.customer.view.customer360;

import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactEvent.ContactReleased;
import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerEvent.ContactCorrected;
import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.customer.api.CustomerEvent.HoldLifted;
import dev.kehu.customer.api.CustomerEvent.HoldPlaced;
import dev.kehu.customer.api.CustomerEvent.TextsErased;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.fold.Sums;
import dev.kehu.platform.projection.SubjectView;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything about one customer. Texts are opaque: sealed in documents, plain in a look back.
 *
 * @param zone months are counted in it
 * @param file code, name and kind of customer, as registered; null for an anonymous customer
 * @param survivor the customer this one was merged into
 * @param erased whether the person was erased; nothing later brings a text back
 * @param contacts by id of the contact point
 * @param persons by id of the person
 * @param recent the last twenty interactions by (business time, position), newest first
 * @param worth by the newest assessment, null before the first
 */
record Customer360(
        String id,
        long position,
        String zone,
        @Nullable FileCard file,
        @Nullable String survivor,
        boolean erased,
        SortedMap<String, ContactPoint> contacts,
        SortedMap<String, Person> persons,
        Activity activity,
        List<Recent> recent,
        @Nullable Worth worth)
        implements SubjectView<Customer360> {

    /** What the customer was found to be worth. */
    record Worth(String valueClass, String trend, BigDecimal score) {
        static Worth of(ValueAssessed e) {
            return new Worth(e.valueClass(), e.trend(), e.score());
        }
    }

    static Customer360 blank(String id, ZoneId zone) {
        return new Customer360(
                id,
                0,
                zone.getId(),
                null,
                null,
                false,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Activity.NONE,
                List.of(),
                null);
    }

    @Override
    public Customer360 on(RecordedEvent event) {
        return switch (event.payload()) {
            case CustomerOpened e -> at(event, file, survivor);
            case CustomerRegistered e -> at(event, FileCard.of(e), survivor);
            case CustomerMerged e -> at(event, file, e.survivor().value());
            case CustomerRestored e -> at(event, file, null);
            // Only the position moves: it is the version a caller names in If-Match.
            case CustomerAbsorbed e -> at(event, file, survivor);
            case CustomerSeparated e -> at(event, file, survivor);
            case HoldPlaced e -> at(event, file, survivor);
            case HoldLifted e -> at(event, file, survivor);
            case TextsErased e -> silent(event);
            case CustomerErased e -> erased(event);
            case ContactClaimed e -> at(event, claimed(e));
            case ContactReleased e -> at(event, released(e));
            case ContactCorrected e -> at(event, corrected(e));
            case ContactPersonAdded e -> with(event, e);
            case InteractionRecorded e -> with(event, e);
            case ValueAssessed e -> worth(event.position(), Worth.of(e));
            default -> this;
        };
    }

    /** What was said up to now goes, also where keys would still open. */
    private Customer360 silent(RecordedEvent event) {
        return at(
                event.position(),
                file,
                survivor,
                contacts,
                persons,
                activity,
                recent.stream().map(Recent::silent).toList());
    }

    /**
     * Counts and money stay; what was said and who it was goes, also where keys would still open.
     */
    private Customer360 erased(RecordedEvent event) {
        return new Customer360(
                id,
                event.position(),
                zone,
                null,
                survivor,
                true,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                activity,
                recent.stream().map(Recent::silent).toList(),
                worth);
    }

    private SortedMap<String, ContactPoint> claimed(ContactClaimed e) {
        ContactPoint point =
                new ContactPoint(e.kind(), e.value(), e.system(), ContactPoint.CLAIMED);
        return Sums.with(contacts, e.contactId().value(), point);
    }

    private SortedMap<String, ContactPoint> released(ContactReleased e) {
        String contact = e.contactId().value();
        ContactPoint point = contacts.get(contact);
        if (point == null || !point.living()) return contacts;
        return Sums.with(contacts, contact, point.in(ContactPoint.RELEASED));
    }

    private SortedMap<String, ContactPoint> corrected(ContactCorrected e) {
        ContactPoint right =
                new ContactPoint(e.kind(), e.value(), e.system(), ContactPoint.CLAIMED);
        SortedMap<String, ContactPoint> all = Sums.with(contacts, e.right().value(), right);
        ContactPoint wrong = contacts.get(e.wrong().value());
        if (wrong == null || e.wrong().equals(e.right())) return all;
        return Sums.with(all, e.wrong().value(), wrong.in(ContactPoint.CORRECTED));
    }

    private Customer360 with(RecordedEvent event, ContactPersonAdded e) {
        List<Person.Address> addresses = new ArrayList<>();
        if (e.contacts() != null)
            e.contacts()
                    .forEach(
                            c ->
                                    addresses.add(
                                            new Person.Address(c.kind(), c.value(), c.system())));
        Person person = new Person(e.name(), e.role(), addresses);
        SortedMap<String, Person> all = Sums.with(persons, e.personId().value(), person);
        return at(event.position(), file, survivor, contacts, all, activity, recent);
    }

    private Customer360 with(RecordedEvent event, InteractionRecorded e) {
        Activity more = activity.plus(e, ZoneId.of(zone));
        List<Recent> newest = Recent.newest(recent, Recent.of(event, e));
        return at(event.position(), file, survivor, contacts, persons, more, newest);
    }

    @Override
    public Customer360 combine(Customer360 absorbed) {
        long reached = Math.max(position, absorbed.position);
        return at(
                        reached,
                        file == null ? absorbed.file : file,
                        survivor,
                        Sums.plus(contacts, absorbed.contacts, (own, other) -> own),
                        Sums.plus(persons, absorbed.persons, (own, other) -> own),
                        activity.plus(absorbed.activity),
                        Recent.newest(recent, absorbed.recent))
                .worth(reached, worth == null ? absorbed.worth : worth);
    }

    /**
     * {@code active}, {@code anonymous}, {@code erased}, or {@code merged} into another customer.
     */
    String status() {
        if (erased) return "erased";
        if (survivor != null) return "merged";
        return file == null ? "anonymous" : "active";
    }

    private Customer360 worth(long reached, @Nullable Worth found) {
        return new Customer360(
                id, reached, zone, file, survivor, erased, contacts, persons, activity, recent,
                found);
    }

    private Customer360 at(RecordedEvent event, @Nullable FileCard card, @Nullable String into) {
        return at(event.position(), card, into, contacts, persons, activity, recent);
    }

    private Customer360 at(RecordedEvent event, SortedMap<String, ContactPoint> points) {
        return at(event.position(), file, survivor, points, persons, activity, recent);
    }

    private Customer360 at(
            long reached,
            @Nullable FileCard card,
            @Nullable String into,
            SortedMap<String, ContactPoint> points,
            SortedMap<String, Person> people,
            Activity done,
            List<Recent> last) {
        return new Customer360(
                id, reached, zone, card, into, erased, points, people, done, last, worth);
    }
}
