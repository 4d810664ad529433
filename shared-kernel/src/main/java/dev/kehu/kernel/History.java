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
}
