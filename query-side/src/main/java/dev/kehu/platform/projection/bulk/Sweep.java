package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.paging.Portion;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongPredicate;

/**
 * Builds views that hold nothing yet, subject by subject in order of their ids: each thread reads,
 * decodes and folds ranges of subjects for all views, and one writes what they made of them in the
 * same order. So each event is decoded once, each document is written once, and memory holds a few
 * ranges, however long the history is. In order of positions, nearly every page of a collection
 * would be written anew for each part of history that fits into memory.
 */
final class Sweep implements AutoCloseable {
    /** Enough to be worth a commit of its own, few enough to leave no mark on the heap. */
    static final int EVENTS = 2_000;

    private static final int FIRST_PAGE = 50, MOST_PAGE = 1_000;
    private static final int MOST_THREADS = 8;

    private final History history;
    private final Builds builds;
    private final RecordedEvent head;
    private final LongPredicate goesOn;
    private final boolean fresh;
    private final String behind;
    private final int ahead;
    private final long room;
    private final Portion portion = new Portion(FIRST_PAGE, MOST_PAGE);
    private final long strangersRoom;
    private final ExecutorService threads;
    private final Strangers strangers = new Strangers();
    private long done;
    private boolean told;

    /**
     * @param room bytes of events and documents that may be in memory at once
     * @param goesOn asked between ranges, with how many events are done; what has been read and not
     *     written when it says no is read again by whoever goes on
     */
    Sweep(History history, Builds builds, long room, LongPredicate goesOn) {
        this.history = history;
        this.builds = builds;
        this.goesOn = goesOn;
        Optional<Mark> mark = builds.mark().filter(this::isOfThisHistory);
        if (mark.isEmpty()) builds.startOver();
        this.fresh = mark.isEmpty();
        this.head = at(mark.map(Mark::position).orElseGet(history::head));
        this.behind = mark.map(Mark::subject).orElse("");
        this.done = mark.map(Mark::done).orElse(0L);
        int most = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
        this.ahead = most + 1;
        this.room = room / 2 / (ahead + 1);
        this.strangersRoom = room / 2;
        this.threads =
                Executors.newFixedThreadPool(
                        most, Thread.ofPlatform().daemon().name("views-sweep-", 0).factory());
    }

    private boolean isOfThisHistory(Mark mark) {
        return mark.position() <= history.head()
                && at(mark.position()).eventId().toString().equals(mark.eventId());
    }

    private RecordedEvent at(long position) {
        return history.readAfter(position - 1, 1).getFirst();
    }

    /** How many events have been folded, by an earlier one, too. */
    long done() {
        return done;
    }

    /** Whether it ended because it was told to. */
    boolean wasTold() {
        return told;
    }

    /** What a thread made of a range, and what it left of it. */
    private record Part(
            Range range, @Nullable Range rest, long events, List<Share> shares, Strangers met) {}

    /**
     * Folds all there is.
     *
     * @return false when it was told to end, or the subjects cannot be folded apart: then only the
     *     order of positions tells
     */
    boolean through() {
        List<Range> others = new ArrayList<>();
        Range left = Range.ALL;
        List<Range> rest = new ArrayList<>();
        for (String kind : builds.kindsOfOthers().stream().sorted().toList()) {
            Range its = Range.of(kind);
            others.add(its);
            rest.add(left.upTo(its.subject()));
            left = Range.behind(String.valueOf(its.last()), null);
        }
        rest.add(left);
        for (Range each : others) if (!through(each, true)) return false;
        if (strangers.subjects().stream()
                .anyMatch(id -> others.stream().anyMatch(range -> range.holds(id, 1))))
            return false;
        for (Range each : rest) if (!through(behind(each), false)) return false;
        if (!strangers.none() && builds.parks()) return false; // who waits for whom?
        builds.reached(head);
        return true;
    }

    private Range behind(Range range) {
        return range.subject().compareTo(behind) < 0 ? Range.behind(behind, range.last()) : range;
    }

    private boolean through(Range all, boolean gathers) {
        Cutting cutting = new Cutting(history, all, EVENTS);
        Deque<CompletableFuture<Part>> parts = new ArrayDeque<>();
        try {
            while (true) {
                for (Range next; parts.size() < ahead && (next = cutting.next()) != null; )
                    parts.add(start(next, fresh, !gathers));
                CompletableFuture<Part> first = parts.poll();
                if (first == null) return true;
                if (!take(joined(first), gathers)) return false;
            }
        } finally {
            parts.forEach(part -> part.cancel(false));
        }
    }

    /** Its documents, and those of what is left of a subject that is too much for one part. */
    private boolean take(Part first, boolean gathers) {
        for (Part part = first; ; ) {
            if (part.met().bind() || !gathers && !part.met().none()) return false;
            strangers.add(part.met(), strangersRoom / 2);
            if (strangers.bytes() > strangersRoom) return false;
            told = !goesOn.test(done);
            if (told) return false;
            if (fresh || !gathers) done += part.events(); // else counted before
            Range rest = part.rest();
            String last = part.range().last();
            boolean marks = rest == null && last != null && !gathers;
            builds.write(part.shares(), marks ? Mark.at(head, last, done) : null);
            if (rest == null) return true;
            part = joined(start(rest, false, !gathers));
        }
    }

    private CompletableFuture<Part> start(Range range, boolean isFresh, boolean joins) {
        return CompletableFuture.supplyAsync(() -> part(range, isFresh, joins), threads);
    }

    private static Part joined(CompletableFuture<Part> part) {
        try {
            return part.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) throw cause;
            throw failure;
        }
    }

    private Part part(Range range, boolean isFresh, boolean joins) {
        NavigableMap<String, List<RecordedEvent>> bySubject = new TreeMap<>();
        Range rest = range;
        long events = 0;
        for (long bytes = 0; bytes < room && rest != null; ) {
            int page = portion.within(room - bytes);
            List<RecordedEvent> read =
                    history.readSubjects(rest.subject(), rest.position(), range.last(), page);
            for (RecordedEvent event : read) {
                if (event.position() > head.position()) continue;
                bySubject.computeIfAbsent(event.subject(), id -> new ArrayList<>()).add(event);
                events++;
            }
            rest = read.isEmpty() ? null : rest.behind(read.getLast());
            bytes += portion.took(read);
        }
        if (joins) strangers.join(bySubject, range, rest, this::at);
        Strangers met = new Strangers();
        return new Part(range, rest, events, builds.fold(bySubject, isFresh, met), met);
    }

    /** Waits for what is being folded. */
    @Override
    public void close() {
        threads.close();
    }
}
