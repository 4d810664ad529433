package dev.kehu.customer.view.customer360;

import dev.kehu.platform.answer.Cursor;
import dev.kehu.platform.table.Column;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A question to the list of customers. A cursor names the last row shown, never its contents: the
 * next page begins after that row as it stands then, so a row that moves meanwhile may be missed or
 * shown twice.
 *
 * @param key of the question; a cursor fits only the question it was made for
 * @param order null: by id
 */
record Listing(
        String key,
        Predicate<Row> filter,
        @Nullable Comparator<Row> order,
        List<Column<Row>> columns,
        @Nullable String cursor,
        int limit) {

    /** Where rows come from, in order of id. */
    interface Source {
        /** Those after the id, or all. */
        Stream<Row> after(@Nullable String id);

        Optional<Row> find(String customer);
    }

    /** A page; {@code next} is the cursor of the one after it. */
    record Found(List<Row> rows, @Nullable String next) {}

    static Listing of(
            @Nullable String q,
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String columns,
            @Nullable String cursor,
            int limit) {
        List<String> searched = q == null ? List.of() : Row.searched(q);
        Predicate<Row> words = row -> row.has(searched);
        String key = Integer.toHexString(Arrays.asList(q, filter, sort).hashCode());
        return new Listing(
                key,
                words.and(RowColumns.ALL.filter(filter)),
                RowColumns.ALL.order(sort, Comparator.comparing(Row::id)),
                RowColumns.ALL.chosen(columns),
                cursor,
                limit);
    }

    /** A page of all customers. */
    Found over(Source source) {
        return page(rows(source));
    }

    /** A page of some customers. */
    Found over(Stream<Row> some) {
        return page(some.filter(filter));
    }

    /** All that fit, one after the other, from the cursor on. */
    Stream<Row> rows(Source source) {
        String last = last();
        if (order == null) return source.after(last).filter(filter);
        Stream<Row> rows = source.after(null).filter(filter);
        if (last != null) {
            Row shown = source.find(last).orElseThrow(Cursor::unknown);
            rows = rows.filter(row -> order.compare(row, shown) > 0);
        }
        return rows.sorted(order);
    }

    private @Nullable String last() {
        if (cursor == null || cursor.isBlank()) return null;
        String[] parts = Cursor.parts(cursor, 2);
        if (!parts[0].equals(key)) throw Cursor.unknown();
        return parts[1];
    }

    private Found page(Stream<Row> rows) {
        List<Row> found = rows.limit(limit + 1L).toList();
        if (found.size() <= limit) return new Found(found, null);
        List<Row> shown = found.subList(0, limit);
        return new Found(shown, Cursor.of(key, shown.getLast().id()));
    }
}
