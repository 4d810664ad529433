package dev.kehu.lifecycle.command;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.lifecycle.formula.Counting;
import dev.kehu.lifecycle.formula.FirmBook;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Keeps one book of the firm in memory, read ahead while a project runs and brought up to date by
 * each question. One reads for all; who asks waits for what was recorded by then, not for what came
 * later. A figure is counted once for all who ask while nothing it may rest on happens.
 */
@Component
class MeasuringBook implements Measuring {
    private static final int PAGE = 500;
    private static final int MOST_REMEMBERED = 10_000;

    private final OrderedHistory history;
    private final ZoneId zone;
    private final FirmBook book;
    private final Map<Asked, Optional<Figure>> counted = new HashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock turn = new ReentrantLock();
    private volatile long reached;
    private long countedAt = -1;

    private record Asked(Measure measure, LocalDate day) {}

    MeasuringBook(OrderedHistory history, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.zone = ZoneId.of(zone);
        this.book = new FirmBook(this.zone);
    }

    @Override
    public Optional<Figure> measure(Measure measure, LocalDate day) {
        catchUp(() -> true);
        turn.lock();
        try {
            if (book.changes() != countedAt || counted.size() > MOST_REMEMBERED) counted.clear();
            countedAt = book.changes();
            return counted.computeIfAbsent(
                            new Asked(measure, day), asked -> Counting.of(book, measure, day))
                    .map(figure -> figure.at(book.position()));
        } finally {
            turn.unlock();
        }
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
        for (long head = history.head(); reached < head && wanted.getAsBoolean(); ) {
            reading.lock();
            try {
                if (reached == 0) open(wanted);
                else if (reached < head) add(history.readAfter(reached, PAGE));
            } finally {
                reading.unlock();
            }
        }
    }

    /** Who gives up leaves a book that is right as far as it goes. */
    private void open(BooleanSupplier wanted) {
        try (OrderedHistory.Scan scan = history.scan(0)) {
            for (List<RecordedEvent> page = scan.next(); !page.isEmpty(); page = scan.next()) {
                add(page);
                if (!wanted.getAsBoolean()) return;
            }
        }
    }

    private void add(List<RecordedEvent> page) {
        turn.lock();
        try {
            page.forEach(book::on);
            reached = book.position();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Optional<Figure> recompute(Measure measure, LocalDate day, long position) {
        FirmBook once = new FirmBook(zone);
        try (OrderedHistory.Scan scan = history.scan(0)) {
            for (List<RecordedEvent> page = scan.next(); !page.isEmpty(); page = scan.next())
                for (RecordedEvent event : page) {
                    if (event.position() > position) return Counting.of(once, measure, day);
                    once.on(event);
                }
        }
        return Counting.of(once, measure, day);
    }
}
