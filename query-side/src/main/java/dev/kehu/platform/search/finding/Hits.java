package dev.kehu.platform.search.finding;

import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.finding.CustomerSearch.Found;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All customers that fit, the best first, asked for as they are needed. */
public final class Hits implements Iterator<Found> {
    private final CustomerSearch search;
    private final String words;
    private final int page;
    private final Deque<Found> ready = new ArrayDeque<>();
    private @Nullable Place from;
    private boolean more = true;

    public Hits(CustomerSearch search, String words, @Nullable Place after, int page) {
        this.search = search;
        this.words = words;
        this.from = after;
        this.page = page;
    }

    @Override
    public boolean hasNext() {
        if (!ready.isEmpty() || !more) return !ready.isEmpty();
        List<Found> found = search.find(words, from, page);
        more = found.size() == page;
        if (!found.isEmpty()) from = found.getLast().place();
        ready.addAll(found);
        return !ready.isEmpty();
    }

    @Override
    public Found next() {
        if (!hasNext()) throw new NoSuchElementException();
        return ready.removeFirst();
    }
}
