package dev.kehu.platform.watch;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.watch.Round.Mended;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Compares all views with the history, which is read once for all of them, a page at a time, and
 * mends one customer after the other. What a view has parked stays parked. It finds what is missing
 * and what cannot be read, not a document somebody rewrote and gave its right position.
 */
public final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final int PAGE = 1_000;

    /** More damage than this is the work of a rebuild. */
    static final int MOST = 1_000;

    private final Views views;
    private final History history;
    private final AtomicLong mended = new AtomicLong();
    private volatile Round latest = Round.NONE;

    public Watchdog(Views views, History history) {
        this.views = views;
        this.history = history;
    }

    /** The last round that came to its end. */
    public Round latest() {
        return latest;
    }

    /** How many customers were mended since the start. */
    public long mended() {
        return mended.get();
    }

    /** Looks over everything and mends what it finds. */
    public Round round(Pace pace) {
        List<Gaps<?>> gaps = new ArrayList<>();
        for (LiveView<?> view : views.all()) gaps.add(gaps(view));
        Map<Gaps<?>, Set<String>> damaged = new LinkedHashMap<>();
        long shown = views.slowest(); // asked first: what follows later may not be compared
        long events = pages(page -> gaps.forEach(each -> look(each, page, damaged)), pace);
        boolean whole = events >= 0;
        List<Mended> done = new ArrayList<>(), failed = new ArrayList<>();
        if (whole)
            for (var each : damaged.entrySet()) {
                whole &= each.getValue().size() < MOST;
                mend(each.getKey(), each.getValue(), done, failed);
            }
        Round round = new Round(Math.clamp(events, 0, shown), done, failed, whole);
        if (events >= 0) latest = round;
        return round;
    }

    private static <D extends ViewDocument> Gaps<D> gaps(LiveView<D> view) {
        return new Gaps<>(view);
    }

    private static void look(
            Gaps<?> gaps, List<RecordedEvent> page, Map<Gaps<?>, Set<String>> damaged) {
        for (String customer : gaps.in(page)) {
            Set<String> all = damaged.computeIfAbsent(gaps, g -> new TreeSet<>());
            if (all.size() < MOST) all.add(customer);
        }
    }

    private void mend(Gaps<?> gaps, Set<String> customers, List<Mended> done, List<Mended> failed) {
        Map<String, Set<String>> subjects = subjects(gaps, customers);
        for (String customer : customers) {
            Set<String> all = subjects.getOrDefault(customer, Set.of(customer));
            String view = gaps.view().name();
            Mended one = new Mended(view, customer, gaps.view().position());
            try {
                boolean was =
                        views.mending(view)
                                .mend(customer, all, () -> gaps.in(events(all)).contains(customer));
                if (was) done.add(one);
                if (was) mended.incrementAndGet();
                if (was) LOG.warn("View {} lacked something of {}: mended", view, customer);
            } catch (RuntimeException failure) {
                failed.add(one);
                String why = failure.getClass().getName();
                LOG.error("View {} lacks something of {}: not mended ({})", view, customer, why);
            }
        }
    }

    /** Whose events are part of the documents of these customers: a damaged one may not tell. */
    private Map<String, Set<String>> subjects(Gaps<?> gaps, Set<String> customers) {
        Map<String, Set<String>> subjects = new HashMap<>();
        customers.forEach(each -> subjects.put(each, new HashSet<>(Set.of(each))));
        pages(
                page ->
                        page.forEach(
                                event -> {
                                    for (String customer : gaps.customers(event))
                                        if (subjects.containsKey(customer))
                                            subjects.get(customer).add(event.subject());
                                }),
                Pace.STRAIGHT_ON);
        return subjects;
    }

    private List<RecordedEvent> events(Set<String> subjects) {
        return subjects.stream().map(history::readSubject).flatMap(List::stream).toList();
    }

    /**
     * @return how many events were read, −1 when it was ended early
     */
    private long pages(Consumer<List<RecordedEvent>> reader, Pace pace) {
        long head = history.head(), position = 0;
        while (position < head) {
            List<RecordedEvent> page = history.readAfter(position, PAGE);
            if (page.isEmpty()) break;
            reader.accept(page);
            position = page.getLast().position();
            if (!pace.goOn(position, head)) return -1;
        }
        return position;
    }

    /** Asked after every page. */
    @FunctionalInterface
    public interface Pace {
        Pace STRAIGHT_ON = (done, total) -> true;

        /**
         * May rest a while.
         *
         * @return false to end the round
         */
        boolean goOn(long done, long total);
    }
}
