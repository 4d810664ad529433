package dev.kehu.platform.table;

import dev.kehu.platform.answer.Cursor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A list that is in memory as a whole.
 *
 * @param key of a row, unique, without personal data: cursors carry it
 */
public record ShortList<R>(Columns<R> columns, Function<R, String> key, List<R> rows) {

    /** What is shown of it. */
    public record Page<R>(List<Column<R>> columns, List<R> rows, @Nullable String next) {
        public Table<R> table(String name) {
            return new Table<>(name, columns, rows.size(), rows::stream);
        }
    }

    /**
     * @throws dev.kehu.kernel.Refusal {@code filter.unknown}, {@code sort.unknown}, {@code
     *     columns.unknown}, {@code cursor.unknown}, {@code parameter.number}
     */
    public Page<R> page(Asked asked) {
        List<R> fitting =
                new ArrayList<>(rows.stream().filter(columns.filter(asked.filter())).toList());
        Comparator<R> order = columns.order(asked.sort(), Comparator.comparing(key));
        if (order != null) fitting.sort(order);
        List<R> rest = after(asked, fitting);
        Limit limit = Limit.of(asked.limit(), true, 0, Integer.MAX_VALUE);
        boolean more = rest.size() > limit.rows();
        List<R> shown = more ? rest.subList(0, limit.page()) : rest;
        String next = more ? Cursor.of(asked.key(), key.apply(shown.getLast())) : null;
        return new Page<>(columns.chosen(asked.columns()), List.copyOf(shown), next);
    }

    private List<R> after(Asked asked, List<R> fitting) {
        if (asked.cursor() == null || asked.cursor().isBlank()) return fitting;
        String[] parts = Cursor.parts(asked.cursor(), 2);
        if (!parts[0].equals(asked.key())) throw Cursor.unknown();
        String last = parts[1];
        for (int i = 0; i < fitting.size(); i++)
            if (key.apply(fitting.get(i)).equals(last))
                return fitting.subList(i + 1, fitting.size());
        throw Cursor.unknown();
    }
}
