package dev.kehu.interaction.view.timeline;

import dev.kehu.platform.projection.ViewDocument;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What the timeline of a subject is stored as. Lists of items are newest first. */
sealed interface Page extends ViewDocument {
    String NOTES = "|notes|";
    Comparator<Item> NEWEST_FIRST = Comparator.comparing(Item::place).reversed();

    /**
     * Which months there is something in.
     *
     * @param months interactions by {@code 1997-01}
     * @param annotated interactions with notes
     */
    record Months(String id, long position, SortedMap<String, Long> months, long annotated)
            implements Page {
        static Months none(String subject) {
            return new Months(subject, 0, Collections.emptySortedMap(), 0);
        }
    }

    /**
     * The newest interactions of a month, and where its older ones are.
     *
     * @param older newest first; each bucket ends where the next begins
     * @param next number of the next bucket
     */
    record Head(String id, long position, List<Item> items, List<Span> older, long next)
            implements Page {
        static final int MOST = 50, KEPT = 10;

        static Head empty(String id) {
            return new Head(id, 0, List.of(), List.of(), 0);
        }

        /** Which slot a bucket is in depends on what was written together. */
        Head withoutSlots() {
            List<Span> spans =
                    older.stream().map(s -> new Span(s.number(), 0, s.count(), s.from())).toList();
            return new Head(id, position, items, spans, next);
        }

        /** True when the place belongs to one of the older buckets. */
        boolean late(Place place) {
            return !older.isEmpty() && place.before(items.getLast().place());
        }
    }

    /** Older interactions of a month, at most fifty. */
    record Bucket(String id, long position, List<Item> items) implements Page {}

    /** Notes and tags added to an interaction later, oldest first. */
    record Notes(String id, long position, List<Note> notes) implements Page {}

    /**
     * An older bucket.
     *
     * @param number of the bucket in its month
     * @param slot a bucket is rewritten into its other slot, so that the head that is stored always
     *     points to a bucket that is as the head knows it
     * @param from place of its oldest item
     */
    record Span(long number, long slot, long count, Place from) {
        String bucket(String head) {
            return head + "|" + number + (slot == 0 ? "a" : "b");
        }
    }

    /** A note or tags somebody added. */
    record Note(long position, @Nullable String note, List<String> tags) {}

    static boolean isBucket(String id) {
        return id.indexOf('|') != id.lastIndexOf('|') && !id.contains(NOTES);
    }

    static String headId(String subject, String month) {
        return subject + "|" + month;
    }

    static String notesId(String subject, String interaction) {
        return subject + NOTES + interaction;
    }

    static String subjectOf(String id) {
        int end = id.indexOf('|');
        return end < 0 ? id : id.substring(0, end);
    }

    static List<Item> with(List<Item> items, Item item) {
        return Stream.concat(items.stream(), Stream.of(item)).sorted(NEWEST_FIRST).toList();
    }

    static <T> List<T> replaced(List<T> list, int index, List<T> others) {
        List<T> copy = new ArrayList<>(list);
        copy.remove(index);
        copy.addAll(index, others);
        return List.copyOf(copy);
    }
}
