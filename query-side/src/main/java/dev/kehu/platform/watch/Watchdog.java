package dev.kehu.platform.watch;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.paging.Portion;
import dev.kehu.platform.paging.SubjectPages;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.watch.Round.Mended;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Compares all views with the history, which is read once for all of them (twice where there is
 * damage), a page at a time, and mends one customer after the other. What a view has parked stays
 * parked. It finds what is missing and what cannot be read, not a document somebody rewrote and
 * gave its right position.
 */
public final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final int FIRST_PAGE = 100, MOST_PAGE = 1_000;
    private static final long PAGE_BYTES = 4 << 20;

    /** More damage than this is the work of a rebuild. */
    static final int MOST = 1_000;

    /** A customer of more events is, too: its view waits while they are folded. */
    private static final int TOO_MANY = 20_000;

    private final Views views;
    private final History history;
    private final long tooMany;
    private final AtomicLong mended = new AtomicLong();
    private volatile Round latest = Round.NONE;

    public Watchdog(Views views, History history) {
        this(views, history, TOO_MANY);
    }

    Watchdog(Views views, History history, long tooMany) {
        this.views = views;
        this.history = history;
        this.tooMany = tooMany;
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
        Map<Gaps<?>, Map<String, Damage>> damaged = new LinkedHashMap<>();
        long shown = views.slowest(); // asked first: what follows later may not be compared
        long events = pages(page -> gaps.forEach(each -> look(each, page, damaged)), pace);
        List<Mended> done = new ArrayList<>(), failed = new ArrayList<>();
        boolean goesOn =
                events >= 0
                        && (damaged.isEmpty() || lookAgain(damaged, pace))
                        && mend(damaged, () -> pace.goOn(events, events), done, failed);
        boolean whole = damaged.values().stream().allMatch(all -> all.size() < MOST);
        Round round = new Round(Math.clamp(events, 0, shown), done, failed, whole && goesOn);
        if (goesOn) latest = round;
        return round;
    }

    private static <D extends ViewDocument> Gaps<D> gaps(LiveView<D> view) {
        return new Gaps<>(view);
    }

    private static void look(
            Gaps<?> gaps, List<RecordedEvent> page, Map<Gaps<?>, Map<String, Damage>> damaged) {
        for (String customer : gaps.in(page)) {
            Map<String, Damage> all = damaged.computeIfAbsent(gaps, g -> new TreeMap<>());
            if (all.size() < MOST) all.computeIfAbsent(customer, Damage::new);
        }
    }

    /** Learns whose events the damaged documents are made of: they may not tell themselves. */
    private boolean lookAgain(Map<Gaps<?>, Map<String, Damage>> damaged, Pace pace) {
        return pages(page -> damaged.forEach((gaps, all) -> lookAgain(gaps, page, all)), pace) >= 0;
    }

    private static void lookAgain(
            Gaps<?> gaps, List<RecordedEvent> page, Map<String, Damage> damaged) {
        for (RecordedEvent event : page) {
            Set<String> customers = gaps.customers(event);
            customers.add(event.subject());
            customers.retainAll(damaged.keySet());
            customers.forEach(each -> damaged.get(each).isMadeOf(event));
        }
        Set<String> still = gaps.in(page);
        still.retainAll(damaged.keySet());
        still.forEach(each -> damaged.get(each).isSeenAgain());
    }

    private boolean mend(
            Map<Gaps<?>, Map<String, Damage>> damaged,
            BooleanSupplier goesOn,
            List<Mended> done,
            List<Mended> failed) {
        for (var each : damaged.entrySet())
            for (var one : each.getValue().entrySet()) {
                mend(each.getKey(), one.getKey(), one.getValue(), done, failed);
                if (!goesOn.getAsBoolean()) return false;
            }
        return true;
    }

    private void mend(
            Gaps<?> gaps, String customer, Damage damage, List<Mended> done, List<Mended> failed) {
        String view = gaps.view().name();
        Mended one = new Mended(view, customer, gaps.view().position());
        if (damage.events() > tooMany) {
            if (!damage.seenTwice()) return;
            failed.add(one);
            LOG.error("View {} lacks something of {}, too large to be mended", view, customer);
            return;
        }
        Set<String> all = damage.subjects();
        try {
            boolean was =
                    views.mending(view).mend(customer, all, () -> lacking(gaps, all, customer));
            if (was) done.add(one);
            if (was) mended.incrementAndGet();
            if (was) LOG.warn("View {} lacked something of {}: mended", view, customer);
        } catch (RuntimeException failure) {
            failed.add(one);
            String why = failure.getClass().getName();
            LOG.error("View {} lacks something of {}: not mended ({})", view, customer, why);
        }
    }

    private boolean lacking(Gaps<?> gaps, Set<String> subjects, String customer) {
        for (List<RecordedEvent> page : SubjectPages.of(history, subjects, history.head()))
            if (gaps.in(page).contains(customer)) return true;
        return false;
    }

    /**
     * @return how many events were read, −1 when it was ended early
     */
    private long pages(Consumer<List<RecordedEvent>> reader, Pace pace) {
        long head = history.head(), position = 0;
        Portion portion = new Portion(FIRST_PAGE, MOST_PAGE);
        while (position < head) {
            List<RecordedEvent> page = history.readAfter(position, portion.within(PAGE_BYTES));
            if (page.isEmpty()) break;
            portion.took(page);
            reader.accept(page);
            position = page.getLast().position();
            if (!pace.goOn(position, head)) return -1;
        }
        return position;
    }

    /** Asked after every page, and after every customer that was to be mended. */
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
