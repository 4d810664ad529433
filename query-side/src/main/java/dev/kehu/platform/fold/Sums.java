package dev.kehu.platform.fold;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Adds to immutable maps; earliest and latest of two times. */
public final class Sums {
    private Sums() {}

    public static <T> SortedMap<String, T> plus(
            SortedMap<String, T> map, String key, T value, BinaryOperator<T> sum) {
        TreeMap<String, T> copy = new TreeMap<>(map);
        copy.merge(key, value, sum);
        return Collections.unmodifiableSortedMap(copy);
    }

    public static <T> SortedMap<String, T> plus(
            SortedMap<String, T> one, SortedMap<String, T> other, BinaryOperator<T> sum) {
        if (other.isEmpty()) return one;
        TreeMap<String, T> copy = new TreeMap<>(one);
        other.forEach((key, value) -> copy.merge(key, value, sum));
        return Collections.unmodifiableSortedMap(copy);
    }

    public static <T> SortedMap<String, T> with(SortedMap<String, T> map, String key, T value) {
        return plus(map, key, value, (before, after) -> after);
    }

    public static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.isBefore(other) ? one : other;
    }

    public static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.isAfter(other) ? one : other;
    }
}
