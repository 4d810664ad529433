package dev.kehu.platform.table;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** What every list may be asked, as it came. */
public record Asked(
        @Nullable String filter,
        @Nullable String sort,
        @Nullable String columns,
        @Nullable String cursor,
        @Nullable String limit,
        @Nullable String format) {
    /** Of the question; a cursor fits only the question it was made for. */
    String key() {
        return Integer.toHexString(Arrays.asList(filter, sort).hashCode());
    }
}
