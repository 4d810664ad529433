package dev.kehu.platform.analysis.sql;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.download.Formulas;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of a question as a spreadsheet may open them; lists have the same guard. */
final class GuardedCsv {
    /** Printed, they begin with a digit or a sign before one. */
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*|FLOAT|DOUBLE|BOOLEAN|DATE|TIME.*"
                            + "|INTERVAL|UUID");

    private GuardedCsv() {}

    static String select(String sql, List<Column> columns) {
        return columns.stream()
                .map(GuardedCsv::guarded)
                .collect(Collectors.joining(", ", "SELECT ", " FROM (\n" + sql + "\n)"));
    }

    /** Texts stand in quotes: spreadsheets take semicolons and tabs for the end of a cell, too. */
    static String copy(List<Column> columns) {
        String texts =
                columns.stream()
                        .filter(GuardedCsv::isText)
                        .map(column -> name(Formulas.guarded(column.name())))
                        .collect(Collectors.joining(", "));
        return texts.isEmpty()
                ? Question.Form.CSV.copy()
                : "(FORMAT csv, HEADER, FORCE_QUOTE (%s))".formatted(texts);
    }

    private static boolean isText(Column column) {
        return !HARMLESS.matcher(column.type()).matches();
    }

    private static String guarded(Column column) {
        String cell = name(column.name()), alias = name(Formulas.guarded(column.name()));
        if (!isText(column)) return cell + " AS " + alias;
        String text = cell + "::VARCHAR";
        return "CASE WHEN regexp_matches(%1$s, '^%2$s') OR regexp_matches(%1$s, '^%3$s') AND NOT"
                        .formatted(text, Formulas.BEGIN, Formulas.SIGN)
                + " regexp_full_match(%1$s, '%2$s') THEN '''' || %1$s ELSE %1$s END AS %3$s"
                        .formatted(text, Formulas.NUMBER, alias);
    }

    private static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
