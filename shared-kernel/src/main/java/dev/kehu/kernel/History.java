package dev.kehu.kernel;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

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

    /** As {@link #readAfter}, the events of one data subject alone; those of others are no gaps. */
    List<RecordedEvent> readSubject(String subject, long position, int limit);

    /**
     * Up to {@code limit} events in order of their subjects, those of one subject by position: what
     * stands behind ({@code subject}, {@code position}), up to and with all of the subject {@code
     * last} (null: of every subject). Fewer when they are large or a subject ends, so that only an
     * empty page means the end. In order of positions these are far from each other: each costs a
     * look-up of its own.
     */
    List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit);

    /**
     * The subject one comes to {@code events} events behind all those of {@code subject}, in the
     * order of {@link #readSubjects}; empty when fewer follow. It does not look at the events.
     */
    Optional<String> subjectBehind(String subject, int events);

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
