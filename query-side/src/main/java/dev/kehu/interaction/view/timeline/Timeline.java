package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.view.timeline.Page.Months;
import dev.kehu.interaction.view.timeline.Page.Note;
import dev.kehu.interaction.view.timeline.Page.Notes;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Reader.Past;

import org.springframework.stereotype.Component;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a page of a group's timeline, from documents or from the history. */
@Component
final class Timeline {
    private final Views views;
    private final TimelineProjection projection;
    private final ViewSettings settings;

    Timeline(Views views, TimelineProjection projection, ViewSettings settings) {
        this.views = views;
        this.projection = projection;
        this.settings = settings;
    }

    /**
     * One page.
     *
     * @param items at most the limit, in the order asked for
     * @param notes by id of the interaction
     * @param more whether there are items after these
     */
    record Answer(List<Item> items, Map<String, List<Note>> notes, boolean more) {
        /** Position of the last event in it. */
        long newest() {
            return LongStream.concat(
                            items.stream().mapToLong(Item::position),
                            notes.values().stream().flatMap(List::stream).mapToLong(Note::position))
                    .max()
                    .orElse(0);
        }

        static Answer of(List<Item> items, Map<String, List<Note>> notes, int limit) {
            boolean more = items.size() > limit;
            return new Answer(more ? items.subList(0, limit) : items, notes, more);
        }
    }

    /** Positions of the members' documents, by member. */
    Map<String, Months> months(Group group) {
        Map<String, Months> months = new HashMap<>();
        views.of(projection)
                .findAll(group.members())
                .forEach((id, page) -> months.put(id, (Months) page));
        return months;
    }

    Answer live(Group group, Selection selection) {
        LiveView<Page> view = views.of(projection);
        while (true) { // documents of two generations do not fit together
            long generation = view.generation();
            Answer answer = live(view, months(group), selection);
            if (generation == view.generation()) return answer;
        }
    }

    private Answer live(LiveView<Page> view, Map<String, Months> months, Selection selection) {
        Place after = selection.after();
        String newest =
                after == null
                        ? null
                        : YearMonth.from(after.at().atZone(settings.zone())).toString();
        PriorityQueue<Ahead> queue =
                new PriorityQueue<>(Comparator.comparing(Ahead::item, Page.NEWEST_FIRST));
        for (Months each : months.values())
            Ahead.of(new SubjectItems(view, each, newest, after), queue);
        List<Item> items = new ArrayList<>();
        while (!queue.isEmpty() && items.size() <= selection.limit()) {
            Ahead first = queue.poll();
            if (selection.test(first.item())) items.add(first.item());
            if (items.size() <= selection.limit()) Ahead.of(first.rest(), queue);
        }
        return Answer.of(items, notes(view, months, items), selection.limit());
    }

    private static Map<String, List<Note>> notes(
            LiveView<Page> view, Map<String, Months> months, List<Item> items) {
        Map<String, String> interactionOf = new HashMap<>();
        for (Months each : months.values())
            if (each.annotated() > 0)
                for (Item item : items)
                    interactionOf.put(Page.notesId(each.id(), item.id()), item.id());
        Map<String, List<Note>> notes = new HashMap<>();
        view.findAll(interactionOf.keySet())
                .forEach((id, page) -> notes.put(interactionOf.get(id), ((Notes) page).notes()));
        return notes;
    }

    /** Holds a page and no more of what it looks through. */
    Answer past(Past past, Selection selection) {
        PriorityQueue<Item> page = new PriorityQueue<>(Comparator.comparing(selection::place));
        items(past, selection)
                .forEach(
                        item -> {
                            page.add(item);
                            if (page.size() > selection.limit() + 1L) page.remove();
                        });
        List<Item> items = new ArrayList<>(page);
        items.sort(page.comparator().reversed());
        return Answer.of(items, notes(past, items), selection.limit());
    }

    /** How many there are on all pages. */
    long count(Past past, Selection selection) {
        return items(past, selection).count();
    }

    private static Stream<Item> items(Past past, Selection selection) {
        Place after = selection.after();
        return events(past)
                .filter(event -> event.payload() instanceof InteractionRecorded)
                .map(event -> Item.of(event, (InteractionRecorded) event.payload()))
                .filter(selection)
                .filter(item -> after == null || selection.place(item).before(after));
    }

    private static Stream<RecordedEvent> events(Past past) {
        return past.group().members().stream()
                .flatMap(member -> StreamSupport.stream(past.of(member).spliterator(), false));
    }

    private static Map<String, List<Note>> notes(Past past, List<Item> items) {
        Map<String, List<Note>> notes = new HashMap<>();
        items.forEach(item -> notes.put(item.id(), new ArrayList<>()));
        events(past)
                .forEach(
                        event -> {
                            if (event.payload() instanceof InteractionAnnotated e)
                                notes.getOrDefault(e.interactionId().value(), new ArrayList<>())
                                        .add(TimelineProjection.note(event, e));
                        });
        notes.values().removeIf(List::isEmpty);
        return notes;
    }

    /** The next item of one subject, and those after it. */
    private record Ahead(Item item, SubjectItems rest) {
        static void of(SubjectItems items, PriorityQueue<Ahead> queue) {
            if (items.hasNext()) queue.add(new Ahead(items.next(), items));
        }
    }
}
