package dev.kehu.platform.analysis.lists;

import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Column.Kind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The narrowest type that holds every cell a column had: BIGINT for whole numbers, DECIMAL with as
 * many places as were seen, TIMESTAMP WITH TIME ZONE for instants, VARCHAR for anything else. For
 * one thread.
 */
final class ParquetType {
    /** What a BIGINT, and what a DECIMAL holds for certain. */
    private static final int LONG_DIGITS = 18, DECIMAL_DIGITS = 38;

    private final Kind kind;
    private int whole = 1;
    private int places;
    private boolean fits = true;

    ParquetType(Kind kind) {
        this.kind = kind;
    }

    /** The cell as the text it is read from; null where there is none. */
    @Nullable String text(@Nullable Object cell) {
        if (cell == null) return null;
        switch (kind) {
            case NUMBER -> number(cell);
            case TIME -> fits &= cell instanceof Instant;
            case TEXT -> {}
        }
        return Column.plain(cell);
    }

    private void number(Object cell) {
        if (cell instanceof Number number) {
            BigDecimal decimal = new BigDecimal(number.toString());
            places = Math.max(places, decimal.scale());
            whole = Math.max(whole, decimal.precision() - decimal.scale());
        } else {
            fits = false;
        }
    }

    String sql() {
        if (!fits) return "VARCHAR";
        return switch (kind) {
            case TEXT -> "VARCHAR";
            case TIME -> "TIMESTAMP WITH TIME ZONE";
            case NUMBER -> number();
        };
    }

    private String number() {
        if (places == 0 && whole <= LONG_DIGITS) return "BIGINT";
        return whole + places <= DECIMAL_DIGITS
                ? "DECIMAL(" + DECIMAL_DIGITS + "," + places + ")"
                : "VARCHAR";
    }
}
