package dev.kehu.customer.view.customer360;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Cursor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
        List<Column> columns,
        @Nullable String cursor,
        int limit) {

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
        Predicate<Row> all = row -> row.has(searched);
        if (filter != null && !filter.isBlank())
            for (Condition condition : Condition.parse(filter)) all = all.and(condition);
        String key = Integer.toHexString(Arrays.asList(q, filter, sort).hashCode());
        return new Listing(key, all, order(sort), columns(columns), cursor, limit);
    }

    private static @Nullable Comparator<Row> order(@Nullable String sort) {
        if (sort == null || sort.isBlank()) return null;
        Comparator<Row> order = Comparator.comparing(row -> 0);
        for (String each : sort.split(",")) {
            String name = each.strip();
            boolean descending = name.startsWith("-");
            Column column =
                    Column.named(descending ? name.substring(1) : name)
                            .orElseThrow(() -> unknown("sort"));
            order = order.thenComparing(column.order(descending));
        }
        return order.thenComparing(Row::id);
    }

    private static List<Column> columns(@Nullable String columns) {
        if (columns == null || columns.isBlank()) return List.of(Column.values());
        List<Column> asked = new ArrayList<>();
        for (String each : columns.split(","))
            asked.add(Column.named(each.strip()).orElseThrow(() -> unknown("columns")));
        return asked;
    }

    private static Refusal unknown(String parameter) {
        return Refusal.invalid(
                parameter + ".unknown", parameter + " takes names out of " + Column.labels());
    }

    /** A page of all customers. */
    Found over(Directory directory) {
        String last = last();
        if (order == null) return page(directory.after(last).filter(filter));
        Stream<Row> rows = directory.after(null).filter(filter);
        if (last != null) {
            Row shown = directory.find(last).orElseThrow(Cursor::unknown);
            rows = rows.filter(row -> order.compare(row, shown) > 0);
        }
        return page(rows.sorted(order));
    }

    /** A page of some customers. */
    Found over(Stream<Row> some) {
        return page(some.filter(filter));
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
