package dev.kehu.platform.reading;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.paging.KeptEvents;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.SubjectProjection;
import dev.kehu.platform.projection.SubjectView;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * Reads views of customers. The same fold answers both ways: live from the documents, or over the
 * history when the question is what was known at a time. Safe for any number of threads.
 */
public final class Reader {
    private final Views views;
    private final History history;
    private final Vault vault;
    private final Groups groups;
    private final CustomerRoll roll;
    private final ViewPositions positions;
    private final KeptEvents events;

    public Reader(
            Views views,
            History history,
            Vault vault,
            Groups groups,
            CustomerRoll roll,
            ViewPositions positions,
            KeptEvents events) {
        this.views = views;
        this.history = history;
        this.vault = vault;
        this.groups = groups;
        this.roll = roll;
        this.positions = positions;
        this.events = events;
    }

    /** For who looks back at many customers, each of them once: keeps nothing of them. */
    public Reader throughMany() {
        return new Reader(views, history, vault, groups, roll, positions, events.forOnce());
    }

    /**
     * The combined view of the group this customer belongs to.
     *
     * @throws Refusal {@code customer.unknown} when nothing was recorded about it
     */
    public <V extends SubjectView<V>> Face<V> read(
            SubjectProjection<V> projection, String customer, AsOf asOf) {
        return asOf.live() ? live(projection, customer) : past(projection, customer, asOf);
    }

    private <V extends SubjectView<V>> Face<V> live(
            SubjectProjection<V> projection, String customer) {
        Freshness freshness = freshness(projection.name());
        Group group = groups.live(customer);
        Map<String, V> found = views.of(projection).findAll(group.members());
        if (!found.containsKey(customer)) requireKnown(customer);
        V view = combined(projection, group, found::get);
        return new Face<>(
                view, group, opening(), freshness, versionOf(projection.version(), group, found));
    }

    private <V extends SubjectView<V>> Face<V> past(
            SubjectProjection<V> projection, String customer, AsOf asOf) {
        return face(projection, met(past(projection, customer, asOf, history.head()), customer));
    }

    /** What the view makes of the events of a past. */
    public <V extends SubjectView<V>> Face<V> face(SubjectProjection<V> projection, Past past) {
        V view =
                combined(
                        projection,
                        past.group(),
                        member -> fold(projection, member, past.of(member)));
        return new Face<>(view, past.group(), UnaryOperator.identity(), now(), null);
    }

    /**
     * The group of a customer, and the events of its members, as of a time.
     *
     * @throws Refusal {@code customer.unknown} when nothing had been recorded about it
     */
    public Past past(String customer, AsOf asOf) {
        return met(new Past(customer, asOf, List::of, history.head()), customer);
    }

    private static Past met(Past past, String customer) {
        if (!past.recorded(customer).iterator().hasNext()) throw unknown();
        return past;
    }

    /**
     * The same with all events this view folds, those of contact persons too; empty for a customer
     * nothing was known of.
     *
     * @param until position of the last event that can count
     */
    public <V extends SubjectView<V>> Past past(
            SubjectProjection<V> projection, String customer, AsOf asOf, long until) {
        LiveView<V> live = views.of(projection);
        return new Past(customer, asOf, member -> subjects(projection, member, live), until);
    }

    private <V extends SubjectView<V>> List<String> subjects(
            SubjectProjection<V> projection, String member, LiveView<V> live) {
        List<String> all = new ArrayList<>(List.of(member));
        live.find(member).map(projection::related).ifPresent(all::addAll);
        return all;
    }

    private static <V extends SubjectView<V>> V fold(
            SubjectProjection<V> projection, String member, Iterable<RecordedEvent> events) {
        V view = projection.blank(member);
        for (RecordedEvent event : events)
            if (projection.touches(event).contains(member)) view = view.on(event);
        return view;
    }

    private static <V extends SubjectView<V>> V combined(
            SubjectProjection<V> projection, Group group, Function<String, @Nullable V> viewOf) {
        V all = null;
        for (String member : group.members()) {
            V found = viewOf.apply(member);
            V view = found == null ? projection.blank(member) : found;
            all = all == null ? view : all.combine(view);
        }
        return all == null ? projection.blank(group.survivor()) : all;
    }

    /** Makes texts of documents readable. */
    public UnaryOperator<@Nullable String> opening() {
        return stored -> stored == null ? null : vault.open(stored);
    }

    /**
     * @throws Refusal {@code customer.unknown}
     */
    public void requireKnown(String customer) {
        if (!roll.known(customer)) throw unknown();
    }

    /** How fresh an answer of this view is; taken before reading, so it never promises too much. */
    public Freshness freshness(String view) {
        return freshness(behind(view));
    }

    /** How fresh an answer is that rests on all of these views. */
    public Freshness freshness(Collection<String> views) {
        return new Freshness(positions.of(views), history.head());
    }

    /** The views an answer of this view rests on. */
    public Set<String> behind(String view) {
        return new HashSet<>(List.of(view, groups.view(), roll.view()));
    }

    /** An answer from the history itself is never behind. */
    public Freshness now() {
        long head = history.head();
        return new Freshness(head, head);
    }

    public Groups groups() {
        return groups;
    }

    private static <V extends SubjectView<V>> String versionOf(
            int fold, Group group, Map<String, V> found) {
        return version(fold, group, id -> found.containsKey(id) ? found.get(id).position() : 0);
    }

    /** Names the state of a group's documents: the same again only when none has changed. */
    public static String version(int fold, Group group, ToLongFunction<String> positionOf) {
        StringBuilder version = new StringBuilder("v").append(fold);
        for (String member : group.members()) {
            String tail = member.substring(Math.max(0, member.length() - 8));
            version.append('-').append(tail).append('.').append(positionOf.applyAsLong(member));
        }
        return version.toString();
    }

    static Refusal unknown() {
        return Refusal.unknown(
                "customer.unknown", "No customer has this id; search by code or contact");
    }

    /**
     * What was known at a time, up to where history was when it was asked. Few events are kept;
     * those of a subject with many are read again each time they are asked for.
     */
    public final class Past {
        private final AsOf asOf;
        private final Function<String, List<String>> subjects;
        private final long until;
        private final KeptEvents kept = events.forOneQuestion();
        private final Map<String, Iterable<RecordedEvent>> known = new HashMap<>();
        private final Group group;

        private Past(
                String customer, AsOf asOf, Function<String, List<String>> subjects, long until) {
            this.asOf = asOf;
            this.subjects = subjects;
            this.until = until;
            this.group = groups.told(customer, this::of);
        }

        public Group group() {
            return group;
        }

        /** The events of a member that count, ascending by position. */
        public Iterable<RecordedEvent> of(String member) {
            return only(all(member), asOf::admits);
        }

        private Iterable<RecordedEvent> recorded(String member) {
            return only(all(member), asOf::recorded);
        }

        private Iterable<RecordedEvent> all(String member) {
            return known.computeIfAbsent(member, id -> kept.of(subjects.apply(id), until));
        }

        private static Iterable<RecordedEvent> only(
                Iterable<RecordedEvent> events, Predicate<RecordedEvent> which) {
            return () -> StreamSupport.stream(events.spliterator(), false).filter(which).iterator();
        }
    }
}
