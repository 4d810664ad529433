package dev.kehu.platform.eventstore.sqlite;

/**
 * How large the write-ahead log may get.
 *
 * @param copyPages copied into the database at once: little, so that the disk has time for commits
 * @param anewPages from here on it is to begin anew
 * @param mostBytes from here on the writer copies it and waits for a moment to begin it anew
 */
record LogSizes(long copyPages, long anewPages, long mostBytes) {
    static final LogSizes USUAL = new LogSizes(4_000, 8_000, 64 << 20);
}
