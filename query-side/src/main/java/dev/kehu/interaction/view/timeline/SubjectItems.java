package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.Page.Bucket;
import dev.kehu.interaction.view.timeline.Page.Head;
import dev.kehu.interaction.view.timeline.Page.Months;
import dev.kehu.interaction.view.timeline.Page.Span;
import dev.kehu.platform.projection.LiveView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The interactions of one subject, newest first, read from buckets as they are needed. A head may
 * be older than a bucket it points to when a batch was written in between; it is then read again.
 */
final class SubjectItems implements Iterator<Item> {
    private static final int MOST_HEADS = 12, MOST_BUCKETS = 32;

    private final LiveView<Page> view;
    private final String subject;
    private final Deque<String> months = new ArrayDeque<>();
    private final Deque<Head> heads = new ArrayDeque<>();
    private final Deque<Item> ready = new ArrayDeque<>();
    private Head head;
    private List<Span> spans = List.of();
    private int together = 1, buckets = 1;
    private @Nullable Place bound;

    /**
     * @param newestMonth months after it are left out, or null
     * @param bound only places before it, or null
     */
    SubjectItems(
            LiveView<Page> view,
            Months months,
            @Nullable String newestMonth,
            @Nullable Place bound) {
        this.view = view;
        this.subject = months.id();
        this.bound = bound;
        this.head = Head.empty(subject);
        for (String month : months.months().keySet())
            if (newestMonth == null || month.compareTo(newestMonth) <= 0)
                this.months.addFirst(month);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            if (!spans.isEmpty()) readBuckets();
            else if (!heads.isEmpty()) enter(heads.poll());
            else if (!months.isEmpty()) readHeads();
            else return false;
        }
        return true;
    }

    @Override
    public Item next() {
        if (!hasNext()) throw new NoSuchElementException();
        Item item = ready.poll();
        bound = item.place();
        return item;
    }

    private void readHeads() {
        List<String> ids = new ArrayList<>();
        while (ids.size() < together && !months.isEmpty())
            ids.add(Page.headId(subject, months.poll()));
        together = Math.min(MOST_HEADS, together * 2); // one month often has the whole page
        Map<String, Page> found = view.findAll(ids);
        for (String id : ids) if (found.get(id) instanceof Head each) heads.add(each);
    }

    private void enter(Head next) {
        head = next;
        offer(head.items());
        spans = head.older().stream().filter(span -> within(span.from())).toList();
    }

    private void readBuckets() {
        int count = Math.min(buckets, spans.size());
        buckets = Math.min(MOST_BUCKETS, buckets * 2);
        List<Span> now = spans.subList(0, count);
        Map<String, Page> found =
                view.findAll(now.stream().map(span -> span.bucket(head.id())).toList());
        for (Span span : now) {
            if (!(found.get(span.bucket(head.id())) instanceof Bucket bucket)
                    || bucket.position() > head.position()) {
                if (ready.isEmpty())
                    enter(
                            view.find(head.id())
                                    .map(Head.class::cast)
                                    .orElseGet(() -> Head.empty(head.id())));
                return; // else what is ready is given first, and the rest is asked for again
            }
            offer(bucket.items());
            spans = spans.subList(1, spans.size());
        }
    }

    private void offer(List<Item> items) {
        for (Item item : items) if (within(item.place())) ready.add(item);
    }

    private boolean within(Place place) {
        return bound == null || place.before(bound);
    }
}
