package dev.kehu.platform.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Sums are the maps a tree would give, and never change. */
class SumsTest {
    static LongStream seeds() {
        Long only = Long.getLong("kehu.seed");
        return only != null ? LongStream.of(only) : new Random().longs(5, 1, 1_000_000);
    }

    private static String key(Random random) {
        return Integer.toString(random.nextInt(60), 36);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void areWhatATreeWouldBe(long seed) {
        Random random = new Random(seed);
        SortedMap<String, Long> sums = Collections.emptySortedMap();
        TreeMap<String, Long> tree = new TreeMap<>();
        List<SortedMap<String, Long>> before = new ArrayList<>();
        List<SortedMap<String, Long>> copies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            before.add(sums);
            copies.add(new TreeMap<>(tree));
            if (random.nextInt(5) > 0) {
                String key = key(random);
                sums = Sums.plus(sums, key, 1L, Long::sum);
                tree.merge(key, 1L, Long::sum);
            } else {
                TreeMap<String, Long> other = new TreeMap<>();
                for (int n = random.nextInt(10); n > 0; n--) other.put(key(random), 2L);
                sums = Sums.plus(sums, random.nextBoolean() ? other : entries(other), Long::sum);
                other.forEach((key, value) -> tree.merge(key, value, Long::sum));
            }
            same(sums, tree, random);
        }
        assertThat(before).as("earlier ones").isEqualTo(copies);
    }

    private static SortedMap<String, Long> entries(SortedMap<String, Long> map) {
        SortedMap<String, Long> all = Collections.emptySortedMap();
        for (var entry : map.entrySet()) all = Sums.with(all, entry.getKey(), entry.getValue());
        return all;
    }

    private static void same(
            SortedMap<String, Long> sums, TreeMap<String, Long> tree, Random random) {
        assertThat(sums).isEqualTo(tree).hasSameHashCodeAs(tree).hasToString(tree.toString());
        assertThat(tree).isEqualTo(sums);
        assertThat(List.copyOf(sums.keySet())).isEqualTo(List.copyOf(tree.keySet()));
        assertThat(List.copyOf(sums.values())).isEqualTo(List.copyOf(tree.values()));
        List<String> told = new ArrayList<>();
        sums.forEach((key, value) -> told.add(key + value));
        List<String> expected = new ArrayList<>();
        tree.forEach((key, value) -> expected.add(key + value));
        assertThat(told).isEqualTo(expected);
        String one = key(random), other = key(random);
        assertThat(sums.get(one)).isEqualTo(tree.get(one));
        assertThat(sums.containsKey(one)).isEqualTo(tree.containsKey(one));
        if (tree.isEmpty()) return;
        assertThat(sums.firstKey()).isEqualTo(tree.firstKey());
        assertThat(sums.lastKey()).isEqualTo(tree.lastKey());
        assertThat(sums.headMap(one)).isEqualTo(tree.headMap(one));
        assertThat(sums.tailMap(one)).isEqualTo(tree.tailMap(one));
        String least = one.compareTo(other) < 0 ? one : other, most = least == one ? other : one;
        assertThat(sums.subMap(least, most)).isEqualTo(tree.subMap(least, most));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ofTextsAreWhatATreeWouldBe(long seed) {
        Random random = new Random(seed);
        SortedSet<String> sums = Collections.emptySortedSet();
        TreeSet<String> tree = new TreeSet<>();
        List<SortedSet<String>> before = new ArrayList<>(), copies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            before.add(sums);
            copies.add(new TreeSet<>(tree));
            List<String> others = new ArrayList<>();
            for (int n = random.nextInt(10); n >= 0; n -= 2) others.add(key(random));
            sums = Sums.with(sums, others);
            tree.addAll(others);
            assertThat(List.copyOf(sums)).isEqualTo(List.copyOf(tree));
            assertThat(sums.equals(tree) && tree.equals(sums)).isTrue();
            assertThat(sums.first() + sums.last()).isEqualTo(tree.first() + tree.last());
            String one = key(random);
            assertThat(sums.contains(one)).isEqualTo(tree.contains(one));
            assertThat(List.copyOf(sums.headSet(one))).isEqualTo(List.copyOf(tree.headSet(one)));
            assertThat(List.copyOf(sums.tailSet(one))).isEqualTo(List.copyOf(tree.tailSet(one)));
            String end = one + "0";
            assertThat(List.copyOf(sums.subSet(one, end)))
                    .isEqualTo(List.copyOf(tree.subSet(one, end)));
        }
        for (int i = 0; i < before.size(); i++)
            assertThat(List.copyOf(before.get(i))).isEqualTo(List.copyOf(copies.get(i)));
    }

    @Test
    void cannotBeChanged() {
        SortedMap<String, Long> sums = Sums.with(Collections.emptySortedMap(), "a", 1L);
        assertThatThrownBy(() -> sums.put("b", 2L))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(sums::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> sums.remove("a"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> sums.entrySet().iterator().next().setValue(3L))
                .isInstanceOf(UnsupportedOperationException.class);
        SortedSet<String> texts = Sums.with(Collections.emptySortedSet(), List.of("a"));
        assertThatThrownBy(() -> texts.add("b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> texts.remove("a"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void haveNoFirstWhereThereIsNone() {
        SortedMap<String, Long> none =
                Sums.with(Collections.<String, Long>emptySortedMap(), "a", 1L).headMap("a");
        assertThatThrownBy(none::firstKey).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(none::lastKey).isInstanceOf(NoSuchElementException.class);
    }
}
