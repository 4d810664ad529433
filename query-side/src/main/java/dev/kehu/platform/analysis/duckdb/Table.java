package dev.kehu.platform.analysis.duckdb;

import java.util.List;

/**
 * What analysts see under one name: a table rows are appended to, or one that follows from others.
 *
 * @param meaning one sentence
 * @param look what it follows from, as SQL with the parameters {@code as_of} and {@code known_at};
 *     empty for a table with rows of its own
 */
public record Table(String name, String meaning, List<Column> columns, String look) {
    /** A table with rows of its own, each with {@code occurred_at} and {@code recorded_at}. */
    public static Table ofRows(String name, String meaning, List<Column> columns) {
        return new Table(
                name,
                meaning,
                columns,
                "SELECT * FROM %s WHERE (as_of IS NULL OR occurred_at <= as_of::TIMESTAMP)"
                                .formatted(name)
                        + " AND (known_at IS NULL OR recorded_at <= known_at::TIMESTAMP)");
    }

    /** A table that follows from others. */
    public static Table ofLook(String name, String meaning, List<Column> columns, String look) {
        return new Table(name, meaning, columns, look);
    }

    public boolean hasRows() {
        return look.startsWith("SELECT * FROM " + name + " ");
    }

    /** The same as of a business time and known at a recorded time; null for no limit. */
    public String lookBack() {
        return name + "_at";
    }
}
