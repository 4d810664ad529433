package dev.kehu.platform.eventstore.scan;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Positions are dense, so what a page will hold is known before the one in front of it is read:
 * each thread reads a range of positions of its own, and the next one waits for whichever is ready
 * first. At most two pages more than there are threads are in memory at once; one that ends early,
 * because its events are large, is asked for the rest of its range when its turn comes.
 */
public final class OrderedScan implements OrderedHistory.Scan {
    /** Events in a range. */
    static final int RANGE = 1_000;

    private static final int MOST_THREADS = 4;

    private final OrderedHistory history;
    private final int threads;
    private final ExecutorService readers;
    private final Deque<Range> ahead = new ArrayDeque<>();
    private long last;
    private long head;

    private OrderedScan(OrderedHistory history, long position, int threads) {
        this.history = history;
        this.threads = threads;
        this.last = position;
        this.readers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("history-scan-", 0).factory());
    }

    /** As many threads as there are processors, {@value #MOST_THREADS} at most. */
    public static OrderedScan on(OrderedHistory history, long position) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new OrderedScan(history, position, Math.min(processors, MOST_THREADS));
    }

    /** What one thread reads: everything after {@code from} up to {@code to}, or its beginning. */
    private record Range(long from, long to, CompletableFuture<List<RecordedEvent>> page) {}

    @Override
    public List<RecordedEvent> next() {
        readAhead();
        Range range = ahead.poll();
        if (range == null) {
            return List.of();
        }
        List<RecordedEvent> page = page(range);
        last = page.getLast().position();
        if (last < range.to()) {
            ahead.addFirst(read(last, range.to()));
        }
        readAhead();
        return page;
    }

    private void readAhead() {
        while (ahead.size() <= threads) {
            long from = ahead.isEmpty() ? last : ahead.getLast().to();
            if (from >= head) {
                head = history.head();
            }
            if (from >= head) {
                return;
            }
            ahead.addLast(read(from, Math.min(from + RANGE, head)));
        }
    }

    private Range read(long from, long to) {
        int wanted = Math.toIntExact(to - from);
        return new Range(
                from,
                to,
                CompletableFuture.supplyAsync(() -> history.readAfter(from, wanted), readers));
    }

    /** Refuses a hole instead of passing over it. */
    private static List<RecordedEvent> page(Range range) {
        List<RecordedEvent> page = SubjectScan.joined(range.page());
        long expected = range.from();
        for (RecordedEvent event : page) {
            if (event.position() != ++expected) {
                throw hole(expected - 1);
            }
        }
        if (page.isEmpty()) {
            throw hole(expected);
        }
        return page;
    }

    private static IllegalStateException hole(long position) {
        return new IllegalStateException(
                "History has a hole after position " + position + "; run doctor");
    }

    /** Waits for what is being read. */
    @Override
    public void close() {
        ahead.forEach(range -> range.page().cancel(false));
        readers.close();
    }
}
