package dev.kehu.platform.analysis.report;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A report with its figures.
 *
 * @param today the day it counts to
 * @param values what was chosen, by the parameters' names
 */
public record Reported(
        Report report,
        LocalDate today,
        Map<String, @Nullable Object> values,
        List<List<@Nullable Object>> rows,
        Freshness freshness) {

    /** As files take it. */
    Table<List<@Nullable Object>> table() {
        List<dev.kehu.platform.table.Column<List<@Nullable Object>>> columns = new ArrayList<>();
        for (int i = 0; i < report.columns().size(); i++) columns.add(column(i));
        return new Table<>(report.name(), columns, rows.size(), rows::stream);
    }

    private dev.kehu.platform.table.Column<List<@Nullable Object>> column(int place) {
        Column column = report.columns().get(place);
        return column.type().equals("VARCHAR")
                ? dev.kehu.platform.table.Column.text(column.name(), row -> row.get(place))
                : dev.kehu.platform.table.Column.number(column.name(), row -> row.get(place));
    }
}
