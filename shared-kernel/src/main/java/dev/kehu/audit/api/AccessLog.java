package dev.kehu.audit.api;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Who looked at whom: written before the answer leaves, never changed. Safe for any thread. */
public interface AccessLog {
    /** The time entries are given. */
    Instant now();

    /**
     * Returns once it is on disk.
     *
     * @throws RuntimeException when it cannot be written; then nothing may be shown
     */
    void record(Access access);

    /** An access and its place in the log, from 1. */
    record Entry(long number, Access access) {}

    /** Those that name one of these customers, newest first, before that number. */
    List<Entry> of(Collection<String> customers, long before, int limit);

    /** All, newest first, before that number. */
    List<Entry> before(long number, int limit);

    /** How many entries may have shown somebody they do not name. */
    long wide();

    /**
     * What one actor looked at in one hour.
     *
     * @param looks entries
     * @param customers different ones named, and all that were counted beyond
     * @param uncounted looks that may have shown everybody, and counted nobody
     */
    record Hour(String actor, Instant hour, long looks, long customers, long uncounted) {}

    /** By hour and actor, ascending, from a time on. */
    List<Hour> hours(Instant since);

    /** Customers an actor was shown by name from a time on, and before another one. */
    List<String> seenBy(String actor, Instant from, Instant to, int most);

    /** User names of everybody who ever looked. */
    List<String> readers();
}
