package dev.kehu.platform.fold;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * A map by text that cannot be changed, in two arrays: one with an entry more is made by copying
 * references. Folds make one with every event; of a tree each node would be made anew.
 */
final class Entries<T> extends AbstractMap<String, T> implements SortedMap<String, T> {
    private final String[] keys;
    private final Object[] values;

    private Entries(String[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** The same entries; the map itself where it is one of these. */
    static <T> Entries<T> of(SortedMap<String, T> map) {
        if (map instanceof Entries<T> already) return already;
        String[] keys = new String[map.size()];
        Object[] values = new Object[keys.length];
        int place = 0;
        for (Entry<String, T> entry : map.entrySet()) {
            keys[place] = entry.getKey();
            values[place++] = entry.getValue();
        }
        return new Entries<>(keys, values);
    }

    /** With this value added to the one of the key, if there is one. */
    Entries<T> plus(String key, T value, BinaryOperator<T> sum) {
        int place = Arrays.binarySearch(keys, key);
        if (place >= 0) {
            Object[] changed = values.clone();
            changed[place] = Objects.requireNonNull(sum.apply(value(place), value));
            return new Entries<>(keys, changed);
        }
        int gap = -place - 1;
        String[] more = new String[keys.length + 1];
        Object[] theirs = new Object[more.length];
        System.arraycopy(keys, 0, more, 0, gap);
        System.arraycopy(values, 0, theirs, 0, gap);
        System.arraycopy(keys, gap, more, gap + 1, keys.length - gap);
        System.arraycopy(values, gap, theirs, gap + 1, keys.length - gap);
        more[gap] = key;
        theirs[gap] = Objects.requireNonNull(value);
        return new Entries<>(more, theirs);
    }

    @SuppressWarnings("unchecked") // nothing else was put there
    private T value(int place) {
        return (T) values[place];
    }

    private int find(Object key) {
        return key instanceof String text ? Arrays.binarySearch(keys, text) : -1;
    }

    /** Where the first key stands that is not below this one. */
    private int from(String key) {
        int place = Arrays.binarySearch(keys, key);
        return place < 0 ? -place - 1 : place;
    }

    private Entries<T> range(int from, int to) {
        if (from > to) throw new IllegalArgumentException("The range ends before it begins");
        return new Entries<>(
                Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to));
    }

    @Override
    public @Nullable T get(Object key) {
        int place = find(key);
        return place < 0 ? null : value(place);
    }

    @Override
    public boolean containsKey(Object key) {
        return find(key) >= 0;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super T> each) {
        for (int i = 0; i < keys.length; i++) each.accept(keys[i], value(i));
    }

    @Override
    public Set<Entry<String, T>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, T>> iterator() {
                return IntStream.range(0, keys.length)
                        .<Entry<String, T>>mapToObj(i -> Map.entry(keys[i], value(i)))
                        .iterator();
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, T> subMap(String first, String end) {
        return range(from(first), from(end));
    }

    @Override
    public SortedMap<String, T> headMap(String end) {
        return range(0, from(end));
    }

    @Override
    public SortedMap<String, T> tailMap(String first) {
        return range(from(first), keys.length);
    }

    @Override
    public String firstKey() {
        if (keys.length == 0) throw new NoSuchElementException();
        return keys[0];
    }

    @Override
    public String lastKey() {
        if (keys.length == 0) throw new NoSuchElementException();
        return keys[keys.length - 1];
    }
}
