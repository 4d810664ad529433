package dev.kehu.platform.answer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rows two by two, some pairs the other way round; one pair is held at a time. */
public final class Marked {
    private Marked() {}

    /**
     * @param swaps whether the two rows of a pair change places
     */
    public static <R> Stream<R> pairs(Stream<R> rows, BiPredicate<R, R> swaps) {
        Iterator<R> each = rows.iterator();
        Iterator<R> marked =
                new Iterator<>() {
                    private final Deque<R> ready = new ArrayDeque<>();

                    @Override
                    public boolean hasNext() {
                        return !ready.isEmpty() || each.hasNext();
                    }

                    @Override
                    public R next() {
                        if (!hasNext()) throw new NoSuchElementException();
                        if (ready.isEmpty()) pair(each, swaps, ready);
                        return ready.remove();
                    }
                };
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(marked, Spliterator.ORDERED), false)
                .onClose(rows::close);
    }

    private static <R> void pair(Iterator<R> each, BiPredicate<R, R> swaps, Deque<R> ready) {
        R one = each.next();
        ready.add(one);
        if (!each.hasNext()) return;
        R other = each.next();
        if (swaps.test(one, other)) ready.addFirst(other);
        else ready.addLast(other);
    }
}
