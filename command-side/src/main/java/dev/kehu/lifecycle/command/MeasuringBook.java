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

/**
 * Keeps one book of the firm in memory, opened when the first measure is asked for and brought up
 * to date by each. A figure is counted once for all who ask while nothing it may rest on happens.
 */
@Component
class MeasuringBook implements Measuring {
    private static final int PAGE = 500;
    private static final int MOST_REMEMBERED = 10_000;

    private final OrderedHistory history;
    private final ZoneId zone;
    private final FirmBook book;
    private final Map<Asked, Optional<Figure>> counted = new HashMap<>();
    private long countedAt = -1;

    private record Asked(Measure measure, LocalDate day) {}

    MeasuringBook(OrderedHistory history, @Value("${kehu.zone:UTC}") String zone) {
        this.history = history;
        this.zone = ZoneId.of(zone);
        this.book = new FirmBook(this.zone);
    }

    @Override
    public synchronized Optional<Figure> measure(Measure measure, LocalDate day) {
        catchUp();
        if (book.changes() != countedAt || counted.size() > MOST_REMEMBERED) counted.clear();
        countedAt = book.changes();
        return counted.computeIfAbsent(
                        new Asked(measure, day), asked -> Counting.of(book, measure, day))
                .map(figure -> figure.at(book.position()));
    }

    private void catchUp() {
        if (book.position() == 0) {
            read(book, Long.MAX_VALUE);
            return;
        }
        List<RecordedEvent> page;
        do {
            page = history.readAfter(book.position(), PAGE);
            page.forEach(book::on);
        } while (!page.isEmpty());
    }

    private void read(FirmBook into, long until) {
        try (OrderedHistory.Scan scan = history.scan(0)) {
            for (List<RecordedEvent> page = scan.next(); !page.isEmpty(); page = scan.next()) {
                for (RecordedEvent event : page) {
                    if (event.position() > until) return;
                    into.on(event);
                }
            }
        }
    }

    @Override
    public Optional<Figure> recompute(Measure measure, LocalDate day, long position) {
        FirmBook once = new FirmBook(zone);
        read(once, position);
        return Counting.of(once, measure, day);
    }
}
