package dev.kehu.platform.paging;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Brings the events of several subjects into one order; what is held of all together is a page, of
 * so many events and about so many bytes at most.
 */
public final class SubjectPages implements Iterator<List<RecordedEvent>> {
    static final int FEW = 100, PAGE = 500;
    static final long BYTES = 4 << 20;

    private final History history;
    private final long until;
    private final int subjects;
    private final Portion portion = new Portion(FEW, PAGE);
    private final Deque<Ahead> toRead = new ArrayDeque<>();
    private final PriorityQueue<Ahead> read =
            new PriorityQueue<>(Comparator.comparingLong(Ahead::position));

    private SubjectPages(History history, Collection<String> subjects, long behind, long until) {
        Set<String> each = Set.copyOf(subjects);
        this.history = history;
        this.until = until;
        this.subjects = Math.max(1, each.size());
        each.forEach(subject -> toRead.add(new Ahead(subject, behind, new ArrayDeque<>())));
    }

    /**
     * The events of these subjects up to a position, ascending, in pages that are read when they
     * are asked for: few are in memory at once, however many there are. Each iterator reads anew.
     */
    public static Iterable<List<RecordedEvent>> of(
            History history, Collection<String> subjects, long until) {
        return () -> new SubjectPages(history, subjects, 0, until);
    }

    /** All events of a subject behind a position, in the same way. */
    static Iterable<List<RecordedEvent>> behind(History history, String subject, long position) {
        return () -> new SubjectPages(history, List.of(subject), position, Long.MAX_VALUE);
    }

    /** What was read of one subject, and where it goes on. */
    private record Ahead(String subject, long last, Deque<RecordedEvent> events) {
        long position() {
            return events.getFirst().position();
        }
    }

    @Override
    public boolean hasNext() {
        for (Ahead next; (next = toRead.poll()) != null; ) {
            List<RecordedEvent> page = history.readSubject(next.subject(), next.last(), limit());
            portion.took(page);
            if (page.isEmpty() || page.getFirst().position() > until) continue;
            long last = page.getLast().position();
            read.add(new Ahead(next.subject(), last, new ArrayDeque<>(page)));
        }
        return !read.isEmpty();
    }

    private int limit() {
        int each = Math.min(PAGE / subjects, portion.within(BYTES / subjects));
        return Math.max(1, each);
    }

    /** Ends where one subject has to be read on. */
    @Override
    public List<RecordedEvent> next() {
        if (!hasNext()) throw new NoSuchElementException();
        List<RecordedEvent> page = new ArrayList<>();
        while (toRead.isEmpty() && !read.isEmpty()) {
            Ahead first = read.remove();
            page.add(first.events().remove());
            if (first.events().isEmpty()) toRead.add(first);
            else if (first.position() <= until) read.add(first);
        }
        return page;
    }
}
