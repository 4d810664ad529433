package dev.kehu.kernel;

import java.time.Instant;
import java.util.List;

/**
 * Reads what happened, in the order it was recorded: all there is for who follows everything. Safe
 * for any number of threads; sees everything acknowledged.
 */
public interface OrderedHistory {
    /** In place of an event that is there and cannot be read: it is damaged, or its key is lost. */
    DomainEvent UNREADABLE = () -> Instant.EPOCH;

    /** Random id of this store, made once; a view built from another store does not fit. */
    String storeId();

    /** Position of the newest event, 0 when empty. */
    long head();

    /**
     * Up to {@code limit} events with a position above {@code position}, ascending and without
     * gaps; fewer when they are large, so that only an empty page means the end.
     */
    List<RecordedEvent> readAfter(long position, int limit);

    /**
     * Everything with a position above {@code position}, for who reads all of it; here page by page
     * on the thread that asks, in a store ahead of it on several.
     */
    default Scan scan(long position) {
        return new Paging(this, position);
    }

    /**
     * The same history for who goes on behind an event that cannot be read: its payload is {@link
     * #UNREADABLE}, its metadata may be empty. Here such an event fails the page it stands in, and
     * so does in either where keys cannot be had for the moment.
     */
    default OrderedHistory forgiving() {
        return this;
    }

    static boolean isUnreadable(RecordedEvent event) {
        return event.payload() == UNREADABLE;
    }

    /** Pages of history in their order; for one thread. Closing it ends what is read ahead. */
    interface Scan extends AutoCloseable {
        /** What follows the last page, ascending and without gaps; empty at the head. */
        List<RecordedEvent> next();

        @Override
        void close();
    }

    /** {@link #readAfter} as a scan, on the thread that asks. */
    final class Paging implements Scan {
        private static final int PAGE = 1_000;
        private final OrderedHistory history;
        private long last;

        private Paging(OrderedHistory history, long position) {
            this.history = history;
            last = position;
        }

        @Override
        public List<RecordedEvent> next() {
            List<RecordedEvent> page = history.readAfter(last, PAGE);
            last += page.size();
            return page;
        }

        @Override
        public void close() {}
    }
}
