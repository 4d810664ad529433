package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.Page.Bucket;
import dev.kehu.interaction.view.timeline.Page.Head;
import dev.kehu.interaction.view.timeline.Page.Months;
import dev.kehu.interaction.view.timeline.Page.Note;
import dev.kehu.interaction.view.timeline.Page.Notes;
import dev.kehu.interaction.view.timeline.Page.Span;
import dev.kehu.platform.fold.Sums;
import dev.kehu.platform.projection.Documents;

import java.util.ArrayList;
import java.util.List;

/**
 * Files an interaction where its time belongs: into the head of its month, or, when it is late,
 * into the older bucket around it. Full buckets are split in two.
 */
record Filing(Documents<Page> documents) {

    void interaction(String subject, String month, Item item) {
        String id = Page.headId(subject, month);
        Head head = documents.find(id) instanceof Head found ? found : Head.empty(id);
        if (head.position() < item.position())
            documents.put(head.late(item.place()) ? late(head, item) : fresh(head, item));
        Months months = months(subject);
        if (months.position() < item.position()) {
            var counted = Sums.plus(months.months(), month, 1L, Long::sum);
            documents.put(new Months(subject, item.position(), counted, months.annotated()));
        }
    }

    void note(String subject, String interaction, Note note) {
        String id = Page.notesId(subject, interaction);
        Notes notes =
                documents.find(id) instanceof Notes found ? found : new Notes(id, 0, List.of());
        if (notes.position() < note.position()) {
            List<Note> all = new ArrayList<>(notes.notes());
            all.add(note);
            documents.put(new Notes(id, note.position(), List.copyOf(all)));
        }
        Months months = months(subject);
        if (months.position() < note.position())
            documents.put(
                    new Months(subject, note.position(), months.months(), months.annotated() + 1));
    }

    private Months months(String subject) {
        return documents.find(subject) instanceof Months found ? found : Months.none(subject);
    }

    private Head fresh(Head head, Item item) {
        List<Item> items = Page.with(head.items(), item);
        if (items.size() <= Head.MOST)
            return new Head(head.id(), item.position(), items, head.older(), head.next());
        List<Item> old = items.subList(Head.KEPT, items.size());
        List<Span> older = new ArrayList<>();
        older.add(write(head, head.next(), 0, old, item.position()));
        older.addAll(head.older());
        List<Item> kept = List.copyOf(items.subList(0, Head.KEPT));
        return new Head(head.id(), item.position(), kept, List.copyOf(older), head.next() + 1);
    }

    private Head late(Head head, Item item) {
        int index = around(head.older(), item.place());
        Span span = head.older().get(index);
        if (!(documents.find(span.bucket(head.id())) instanceof Bucket bucket))
            throw new IllegalStateException("A bucket of the timeline is missing");
        List<Item> items = Page.with(bucket.items(), item);
        long slot = documents.changed(bucket.id()) ? span.slot() : 1 - span.slot();
        List<Span> spans = new ArrayList<>();
        long next = head.next();
        if (items.size() <= Head.MOST) {
            spans.add(write(head, span.number(), slot, items, item.position()));
        } else {
            int half = items.size() / 2;
            List<Item> newer = items.subList(0, half), older = items.subList(half, items.size());
            spans.add(write(head, span.number(), slot, newer, item.position()));
            spans.add(write(head, next++, 0, older, item.position()));
        }
        List<Span> all = Page.replaced(head.older(), index, spans);
        return new Head(head.id(), item.position(), head.items(), all, next);
    }

    /** The bucket a place falls into: the newest that begins at or before it, else the oldest. */
    private static int around(List<Span> older, Place place) {
        for (int i = 0; i < older.size(); i++) if (!place.before(older.get(i).from())) return i;
        return older.size() - 1;
    }

    private Span write(Head head, long number, long slot, List<Item> items, long position) {
        Span span = new Span(number, slot, items.size(), items.getLast().place());
        documents.put(new Bucket(span.bucket(head.id()), position, List.copyOf(items)));
        return span;
    }
}
