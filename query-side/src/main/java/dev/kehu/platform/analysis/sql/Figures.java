package dev.kehu.platform.analysis.sql;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An answer small enough for memory.
 *
 * @param rows cells as DuckDB's driver gives them: texts, longs, decimals
 * @param position of the copy the answer was read from
 */
public record Figures(List<List<@Nullable Object>> rows, long position) {}
