package dev.kehu.platform.analysis.duckdb;

import java.time.Duration;

/**
 * What the copy and the questions to it may use.
 *
 * @param memory of DuckDB, outside Java's heap, as it writes it: {@code 256MB}
 * @param threads of DuckDB
 * @param time one question may take
 * @param rows most rows of one answer in a file
 * @param bytes most bytes of one answer
 * @param atOnce questions answered at the same time
 */
public record Limits(String memory, int threads, Duration time, long rows, long bytes, int atOnce) {
    /** Most rows of an answer in JSON. */
    public static final int JSON_ROWS = 10_000;

    /** Most characters of a question. */
    public static final int TEXT = 20_000;
}
