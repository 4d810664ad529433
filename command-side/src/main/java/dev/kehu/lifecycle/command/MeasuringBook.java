package dev.kehu.lifecycle.command;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.lifecycle.formula.Counting;
import dev.kehu.lifecycle.formula.FirmBook;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Keeps one book of the firm in memory, read ahead while a project runs and brought up to date by
 * each question. One reads for all; who asks waits for what was recorded by then, not for what came
 * later. A figure is counted once for all who ask while nothing it may rest on happens. Behind an
 * event that cannot be read every question is refused, until it can: a figure without it would be
 * wrong.
 */
@Component
class MeasuringBook implements Measuring {
    private static final int PAGE = 500;
    private static final int MOST_REMEMBERED = 10_000;

    private final OrderedHistory history;
    private final ZoneId zone;
    private final Map<Asked, Optional<Figure>> counted = new HashMap<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private final Condition read = reading.newCondition();
    private FirmBook book;
    private boolean torn;
    private long countedAt = -1;
    private boolean busy;
    private volatile long reached;

    private record Asked(Measure measure, LocalDate day) {}

    MeasuringBook(OrderedHistory history, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history.forgiving();
        this.zone = ZoneId.of(zone);
        this.book = new FirmBook(this.zone);
    }

    @Override
    public Optional<Figure> measure(Measure measure, LocalDate day) {
        while (true) {
            catchUp(() -> true);
            turn.lock();
            try {
                if (!torn) return counted(measure, day);
            } finally {
                turn.unlock();
            }
        }
    }

    private Optional<Figure> counted(Measure measure, LocalDate day) {
        if (book.changes() != countedAt || counted.size() > MOST_REMEMBERED) counted.clear();
        countedAt = book.changes();
        return counted.computeIfAbsent(
                        new Asked(measure, day), asked -> Counting.of(book, measure, day))
                .map(figure -> figure.at(book.position()));
    }

    /** Up to which history stands in the book. */
    long reached() {
        return reached;
    }

    /**
     * Returns once all is in the book that was recorded when it was called, or is not wanted any
     * more.
     */
    void catchUp(BooleanSupplier wanted) {
        for (long head = history.head(); reached < head && wanted.getAsBoolean(); )
            if (reads(head))
                try {
                    read(head, wanted);
                } finally {
                    told(() -> busy = false);
                }
    }

    /** False where another one was reading, once that has come further. */
    private boolean reads(long head) {
        reading.lock();
        try {
            if (!busy) return busy = true;
            if (reached < head) read.awaitUninterruptibly();
            return false;
        } finally {
            reading.unlock();
        }
    }

    private void told(Runnable news) {
        reading.lock();
        try {
            news.run();
            read.signalAll();
        } finally {
            reading.unlock();
        }
    }

    /** Who gives up leaves a book that is right as far as it goes. */
    private void read(long head, BooleanSupplier wanted) {
        if (head - reached <= PAGE) {
            add(history.readAfter(reached, PAGE));
            return;
        }
        try (OrderedHistory.Scan scan = history.scan(reached)) {
            while (reached < head && wanted.getAsBoolean()) add(scan.next());
        }
    }

    /**
     * A book in which an event may stand half is begun again, else the next try counts it twice.
     */
    private void add(List<RecordedEvent> page) {
        RecordedEvent unread;
        turn.lock();
        try {
            if (torn) book = new FirmBook(zone);
            torn = true;
            unread = folded(book, page);
            torn = false;
        } finally {
            reached = torn ? 0 : book.position();
            turn.unlock();
        }
        told(() -> {});
        refuse(unread);
    }

    /** The first event that cannot be read, with which it ends; null where all are in the book. */
    private static @Nullable RecordedEvent folded(FirmBook book, List<RecordedEvent> page) {
        for (RecordedEvent event : page) {
            if (OrderedHistory.isUnreadable(event)) return event;
            try {
                book.on(event);
            } catch (RuntimeException poison) {
                throw unreadable(event, poison.getClass().getSimpleName());
            }
        }
        return null;
    }

    private static void refuse(@Nullable RecordedEvent unread) {
        if (unread != null) throw unreadable(unread, unread.name());
    }

    private static Refusal unreadable(RecordedEvent event, String why) {
        return Refusal.conflict(
                "lifecycle.event-unreadable",
                "The event at position %d cannot be read (%s), so nothing is counted behind it;"
                                .formatted(event.position(), why)
                        + " see what ./kehu doctor says");
    }

    @Override
    public Optional<Figure> recompute(Measure measure, LocalDate day, long position) {
        FirmBook once = new FirmBook(zone);
        try (OrderedHistory.Scan scan = history.scan(0)) {
            List<RecordedEvent> page;
            do {
                page = scan.next();
                refuse(folded(once, until(position, page)));
            } while (once.position() < position && !page.isEmpty());
        }
        return Counting.of(once, measure, day);
    }

    private static List<RecordedEvent> until(long position, List<RecordedEvent> page) {
        return page.stream().takeWhile(event -> event.position() <= position).toList();
    }
}
