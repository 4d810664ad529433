package dev.kehu.platform.table;

import dev.kehu.platform.reading.Freshness;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A page of a list with the columns asked for. */
public record Listed(
        List<Map<String, @Nullable Object>> items,
        @Nullable String next,
        long position,
        long storePosition,
        long behind) {

    public static <R> Listed of(
            List<Column<R>> columns, List<R> rows, @Nullable String next, Freshness freshness) {
        return new Listed(
                rows.stream().map(row -> Columns.item(columns, row)).toList(),
                next,
                freshness.position(),
                freshness.storePosition(),
                freshness.behind());
    }
}
