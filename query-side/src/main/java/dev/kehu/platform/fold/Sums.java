package dev.kehu.platform.fold;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/** Adds to immutable maps and sets; earliest and latest of two times. */
public final class Sums {
    /** More are added faster to a tree. */
    private static final int FEW = 4;

    private Sums() {}

    public static <T> SortedMap<String, T> plus(
            SortedMap<String, T> map, String key, T value, BinaryOperator<T> sum) {
        return Entries.of(map).plus(key, value, sum);
    }

    public static <T> SortedMap<String, T> plus(
            SortedMap<String, T> one, SortedMap<String, T> other, BinaryOperator<T> sum) {
        if (other.isEmpty()) return one;
        if (other.size() <= FEW) {
            Entries<T> all = Entries.of(one);
            for (Map.Entry<String, T> each : other.entrySet())
                all = all.plus(each.getKey(), each.getValue(), sum);
            return all;
        }
        TreeMap<String, T> copy = new TreeMap<>(one);
        other.forEach((key, value) -> copy.merge(key, value, sum));
        return Entries.of(copy);
    }

    public static <T> SortedMap<String, T> with(SortedMap<String, T> map, String key, T value) {
        return plus(map, key, value, (before, after) -> after);
    }

    /** Those of both; the first set itself where it has all. */
    public static SortedSet<String> with(SortedSet<String> set, Collection<String> others) {
        if (set.containsAll(others)) return set;
        if (others.size() > FEW) {
            TreeSet<String> all = new TreeSet<>(set);
            all.addAll(others);
            return Texts.of(all);
        }
        Texts all = Texts.of(set);
        for (String text : others) all = all.with(text);
        return all;
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
