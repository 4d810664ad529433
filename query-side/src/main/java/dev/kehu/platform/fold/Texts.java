package dev.kehu.platform.fold;

import org.jspecify.annotations.Nullable;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SortedSet;

/** A set of texts that cannot be changed, in one array; as {@link Entries}. */
final class Texts extends AbstractSet<String> implements SortedSet<String> {
    private final String[] texts;

    private Texts(String[] texts) {
        this.texts = texts;
    }

    /** The same texts; the set itself where it is one of these. */
    static Texts of(SortedSet<String> set) {
        return set instanceof Texts already ? already : new Texts(set.toArray(String[]::new));
    }

    Texts with(String text) {
        int place = Arrays.binarySearch(texts, text);
        if (place >= 0) return this;
        int gap = -place - 1;
        String[] more = new String[texts.length + 1];
        System.arraycopy(texts, 0, more, 0, gap);
        System.arraycopy(texts, gap, more, gap + 1, texts.length - gap);
        more[gap] = text;
        return new Texts(more);
    }

    /** Where the first stands that is not below this one. */
    private int from(String text) {
        int place = Arrays.binarySearch(texts, text);
        return place < 0 ? -place - 1 : place;
    }

    private Texts range(int from, int to) {
        if (from > to) throw new IllegalArgumentException("The range ends before it begins");
        return new Texts(Arrays.copyOfRange(texts, from, to));
    }

    @Override
    public boolean contains(Object text) {
        return text instanceof String one && Arrays.binarySearch(texts, one) >= 0;
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(texts).iterator();
    }

    @Override
    public int size() {
        return texts.length;
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedSet<String> subSet(String first, String end) {
        return range(from(first), from(end));
    }

    @Override
    public SortedSet<String> headSet(String end) {
        return range(0, from(end));
    }

    @Override
    public SortedSet<String> tailSet(String first) {
        return range(from(first), texts.length);
    }

    @Override
    public String first() {
        if (texts.length == 0) throw new NoSuchElementException();
        return texts[0];
    }

    @Override
    public String last() {
        if (texts.length == 0) throw new NoSuchElementException();
        return texts[texts.length - 1];
    }
}
