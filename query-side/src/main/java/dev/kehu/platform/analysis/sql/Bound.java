package dev.kehu.platform.analysis.sql;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A question of our own with its arguments apart; what readers give is never part of the text.
 *
 * @param sql with {@code $1}, {@code $2} … in it
 * @param arguments texts and longs, the first for {@code $1}
 */
public record Bound(String sql, List<@Nullable Object> arguments) {}
