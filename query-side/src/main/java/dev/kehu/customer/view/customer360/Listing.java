package dev.kehu.customer.view.customer360;

import static java.util.Objects.requireNonNull;

import dev.kehu.platform.answer.Cursor;
import dev.kehu.platform.answer.Shown;
import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.finding.CustomerSearch;
import dev.kehu.platform.search.finding.Hits;
import dev.kehu.platform.table.Column;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A question to the list of customers. A cursor names the last row shown, never its contents: the
 * next page begins after that row as it stands then, so a row that moves meanwhile may be missed or
 * shown twice.
 *
 * @param key of the question; a cursor fits only the question it was made for
 * @param words searched for, or null
 * @param filtered whether the filter leaves anybody out
 * @param order null: by id, or as a search finds them
 */
record Listing(
        String key,
        @Nullable String words,
        boolean filtered,
        Predicate<Row> filter,
        @Nullable Comparator<Row> order,
        List<Column<Row>> columns,
        @Nullable String cursor,
        int limit) {
    private static final int MANY = 1_000, LOOKED_AT = 20_000;

    /** Where rows come from, in order of id. */
    interface Source {
        /** Those after the id, or all. */
        Stream<Row> after(@Nullable String id);

        Optional<Row> find(String customer);
    }

    /** A page; {@code next} is the cursor of the one after it. */
    record Found(List<Row> rows, @Nullable String next) {
        Found {
            rows.forEach(row -> Shown.customer(row.id()));
        }
    }

    static Listing of(
            @Nullable String q,
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String columns,
            @Nullable String cursor,
            int limit) {
        String key = Integer.toHexString(Arrays.asList(q, filter, sort).hashCode());
        return new Listing(
                key,
                q == null || q.isBlank() ? null : q,
                filter != null && !filter.isBlank(),
                RowColumns.ALL.filter(filter),
                RowColumns.ALL.order(sort, Comparator.comparing(Row::id)),
                RowColumns.ALL.chosen(columns),
                cursor,
                limit);
    }

    /** A page of all customers, or of those a search finds. */
    Found over(Source source, CustomerSearch search) {
        return words != null && order == null
                ? ranked(source, search, words)
                : page(rows(source, search));
    }

    /** A page of customers no search knows, as they stood once. */
    Found over(Source source) {
        return page(rows(source));
    }

    /** A page of some customers. */
    Found over(Stream<Row> some) {
        return page(some.filter(spoken()));
    }

    private Predicate<Row> spoken() {
        List<String> searched = words == null ? List.of() : Row.searched(words);
        return filter.and(row -> row.has(searched));
    }

    /** Fewer rows than asked for, and a cursor, where a filter leaves few of many hits. */
    private Found ranked(Source source, CustomerSearch search, String searched) {
        Hits hits = hits(search, searched, filtered ? MANY : limit + 1);
        int looked = 0;
        List<Row> rows = new ArrayList<>();
        String place = null;
        while (hits.hasNext()) {
            CustomerSearch.Found hit = hits.next();
            Row row = source.find(hit.customer()).filter(filter).orElse(null);
            if (row != null && rows.size() == limit)
                return new Found(rows, Cursor.of(key, requireNonNull(place)));
            if (row != null) rows.add(row);
            if (row != null || rows.size() < limit) place = hit.place().text();
            if (++looked == LOOKED_AT)
                return new Found(rows, Cursor.of(key, requireNonNull(place)));
        }
        return new Found(rows, null);
    }

    /** From the place of the cursor on. */
    private Hits hits(CustomerSearch search, String searched, int atOnce) {
        String last = order == null ? last() : null;
        return new Hits(search, searched, last == null ? null : Place.of(last), atOnce);
    }

    /** All that fit or that a search finds, one after the other, from the cursor on. */
    Stream<Row> rows(Source source, CustomerSearch search) {
        if (words == null) return rows(source);
        Iterable<CustomerSearch.Found> hits = () -> hits(search, words, MANY);
        Stream<Row> found =
                StreamSupport.stream(hits.spliterator(), false)
                        .flatMap(hit -> source.find(hit.customer()).stream())
                        .filter(filter);
        return order == null ? found : sorted(found, source, order);
    }

    /** All that fit, one after the other, from the cursor on. */
    Stream<Row> rows(Source source) {
        if (order == null) return source.after(last()).filter(spoken());
        return sorted(source.after(null).filter(spoken()), source, order);
    }

    private Stream<Row> sorted(Stream<Row> rows, Source source, Comparator<Row> by) {
        String last = last();
        if (last == null) return rows.sorted(by);
        Row shown = source.find(last).orElseThrow(Cursor::unknown);
        return rows.filter(row -> by.compare(row, shown) > 0).sorted(by);
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
