package dev.kehu.platform.table;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * One column of a list.
 *
 * @param name stable; what programs, filters and the first line of a file call it
 * @param value what JSON shows
 * @param cell what a file holds: text, a number, an {@link Instant}, a list of texts, or null
 */
public record Column<R>(
        String name,
        Kind kind,
        Function<R, @Nullable Object> value,
        Function<R, @Nullable Object> cell) {

    /** How values compare. Times compare as text, as far as they are given, in UTC. */
    public enum Kind {
        TEXT,
        NUMBER,
        TIME
    }

    public static <R> Column<R> text(String name, Function<R, @Nullable Object> value) {
        return new Column<>(name, Kind.TEXT, value, value);
    }

    public static <R> Column<R> number(String name, Function<R, @Nullable Object> value) {
        return new Column<>(name, Kind.NUMBER, value, value);
    }

    public static <R> Column<R> time(String name, Function<R, @Nullable Object> value) {
        return new Column<>(name, Kind.TIME, value, value);
    }

    /** The same column, where JSON shows more than a cell can hold. */
    public Column<R> shown(Function<R, @Nullable Object> inJson) {
        return new Column<>(name, kind, inJson, cell);
    }

    /** As text; several texts are separated by blanks, nothing is an empty text. */
    String text(R row) {
        return plain(cell.apply(row));
    }

    /** A cell as text. */
    public static String plain(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case List<?> list -> String.join(" ", list.stream().map(String::valueOf).toList());
            case BigDecimal decimal -> decimal.toPlainString();
            default -> cell.toString();
        };
    }

    /** Rows without a value come last, whichever way. */
    Comparator<R> order(boolean descending) {
        Comparator<R> values =
                kind == Kind.NUMBER
                        ? (one, other) -> number(text(one)).compareTo(number(text(other)))
                        : (one, other) -> text(one).compareToIgnoreCase(text(other));
        if (descending) values = values.reversed();
        return Comparator.<R, Boolean>comparing(row -> text(row).isEmpty()).thenComparing(values);
    }

    static BigDecimal number(String text) {
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
