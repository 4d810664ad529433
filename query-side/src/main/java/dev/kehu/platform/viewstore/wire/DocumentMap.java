package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.bson.Document;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * One collection: the map from {@code _id} to bytes is documents and index at once. Writes exclude
 * each other, reads see the newest state and wait for nobody.
 */
final class DocumentMap {
    private final String name;
    private final MVMap<String, byte[]> map;
    private final LongAdder examined;

    DocumentMap(String name, MVMap<String, byte[]> map, LongAdder examined) {
        this.name = name;
        this.map = map;
        this.examined = examined;
    }

    MVMap<String, byte[]> map() {
        return map;
    }

    long size() {
        return map.sizeAsLong();
    }

    synchronized void insert(Document document) {
        if (!insert(idOf(document), Bytes.of(document))) {
            throw WireError.duplicate(name);
        }
    }

    /**
     * @return false when the id is taken; nothing was written
     */
    synchronized boolean insert(String id, byte[] document) {
        return map.putIfAbsent(id, document) == null;
    }

    /**
     * @return false when the stored position is another, or nothing is stored; nothing was written
     */
    synchronized boolean replace(String id, long position, byte[] document) {
        byte[] stored = find(id);
        if (stored == null || !Selection.isAt(stored, position)) {
            return false;
        }
        map.put(id, document);
        return true;
    }

    synchronized void put(String id, byte[] document) {
        map.put(id, document);
    }

    synchronized void remove(String id) {
        map.remove(id);
    }

    byte @Nullable [] find(String id) {
        byte[] document = map.get(id);
        if (document != null) {
            examined.increment();
        }
        return document;
    }

    /**
     * @return whether a document matched
     */
    synchronized boolean replace(Selection selection, Document replacement) {
        Iterator<Found> matching = select(selection, true);
        if (!matching.hasNext()) {
            return false;
        }
        String id = matching.next().id();
        Document document = new Document(Selection.ID, id);
        document.putAll(replacement);
        if (!id.equals(document.get(Selection.ID))) {
            throw WireError.badValue("_id cannot be changed");
        }
        map.put(id, Bytes.of(document));
        return true;
    }

    synchronized int delete(Selection selection, int limit) {
        int deleted = 0;
        for (Iterator<Found> matching = select(selection, true); matching.hasNext(); ) {
            map.remove(matching.next().id());
            if (++deleted == limit) {
                break;
            }
        }
        return deleted;
    }

    /** Matching documents in order of key, each read when it is asked for. */
    Iterator<Found> select(Selection selection, boolean ascending) {
        Iterator<String> listed = selection.listed(ascending);
        return listed != null
                ? new Matching(selection, last -> listed.hasNext() ? listed.next() : null)
                : new Matching(selection, last -> following(selection.range(), ascending, last));
    }

    /**
     * Up to {@code limit} documents with {@code from <= _id < to} (null: open), ascending, as they
     * are at one moment.
     */
    List<byte[]> range(@Nullable String from, @Nullable String to, int limit) {
        List<byte[]> range = new ArrayList<>();
        Cursor<String, byte[]> cursor = map.cursor(from, to, false);
        while (range.size() < limit && cursor.hasNext()) {
            if (cursor.next().equals(to)) break;
            examined.increment();
            range.add(cursor.getValue());
        }
        return range;
    }

    private @Nullable String following(
            Selection.Range range, boolean ascending, @Nullable String last) {
        String key;
        if (last != null) {
            key = ascending ? map.higherKey(last) : map.lowerKey(last);
        } else {
            key = ascending ? first(range) : last(range);
        }
        return key != null && range.holds(key) ? key : null;
    }

    private @Nullable String first(Selection.Range range) {
        String from = range.from();
        if (from == null) {
            return map.firstKey();
        }
        return range.fromIn() ? map.ceilingKey(from) : map.higherKey(from);
    }

    private @Nullable String last(Selection.Range range) {
        String to = range.to();
        if (to == null) {
            return map.lastKey();
        }
        return range.toIn() ? map.floorKey(to) : map.lowerKey(to);
    }

    private static String idOf(Document document) {
        if (document.get(Selection.ID) instanceof String id) {
            return id;
        }
        throw WireError.badValue("_id must be text");
    }

    /** Walks by key and never by a snapshot, so a slow reader keeps no old version alive. */
    private final class Matching implements Iterator<Found> {
        private final Selection selection;
        private final UnaryOperator<@Nullable String> step;
        private @Nullable String key;
        private @Nullable Found next;
        private boolean ended;

        Matching(Selection selection, UnaryOperator<@Nullable String> step) {
            this.selection = selection;
            this.step = step;
        }

        @Override
        public boolean hasNext() {
            while (next == null && !ended) {
                key = step.apply(key);
                if (key == null) {
                    ended = true;
                } else {
                    next = read(key);
                }
            }
            return next != null;
        }

        private @Nullable Found read(String id) {
            byte[] bytes = map.get(id);
            if (bytes == null) {
                return null;
            }
            examined.increment();
            return selection.matches(bytes) ? new Found(id, bytes) : null;
        }

        @Override
        public Found next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Found result = next;
            next = null;
            return Objects.requireNonNull(result);
        }
    }
}
