package dev.kehu.kernel;

import java.util.List;

/**
 * Reads what happened, in the order it was recorded. Safe for any number of threads; sees
 * everything acknowledged.
 */
public interface History {
    /** Random id of this store, made once; a view built from another store does not fit. */
    String storeId();

    /** Position of the newest event, 0 when empty. */
    long head();

    /**
     * Up to {@code limit} events with a position above {@code position}, ascending and without
     * gaps; fewer when they are large, so that only an empty page means the end.
     */
    List<RecordedEvent> readAfter(long position, int limit);

    /** All events of one data subject, ascending by position. */
    List<RecordedEvent> readSubject(String subject);

    /**
     * Everything with a position above {@code position}, for who reads all of it: pages are read
     * and decoded on several threads, ahead of who asks and in ranges of positions.
     */
    Scan scan(long position);

    /** Pages of history in their order; for one thread. Closing it ends what is read ahead. */
    interface Scan extends AutoCloseable {
        /** What follows the last page, ascending and without gaps; empty at the head. */
        List<RecordedEvent> next();

        @Override
        void close();
    }
}
