package dev.kehu.platform.projection;

import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The documents of one batch: loaded once, folded in memory, written once. What one event did can
 * be undone until the next, so that a fold that throws leaves nothing half done.
 */
final class Workspace<D extends ViewDocument> implements Documents<D> {
    private final ViewStore store;
    private final String collection;
    private final Projection<D> projection;
    private final RecordCodec<D> codec;
    private final Map<String, D> cached;
    private final Map<String, @Nullable D> loaded = new HashMap<>();
    private final Map<String, D> kept = new LinkedHashMap<>();
    private final Map<String, D> ofEvent = new LinkedHashMap<>();
    private boolean fresh;
    private boolean anew;

    /**
     * @param cached documents known to be stored as they are; read only here
     */
    Workspace(
            ViewStore store,
            String collection,
            Projection<D> projection,
            RecordCodec<D> codec,
            Map<String, D> cached) {
        this.store = store;
        this.collection = collection;
        this.projection = projection;
        this.codec = codec;
        this.cached = cached;
    }

    /** What is folded from here on takes the place of what is stored, whatever that says. */
    Workspace<D> anew() {
        anew = true;
        return this;
    }

    /** Spares looking for documents where none of them can be stored. */
    Workspace<D> fresh() {
        fresh = true;
        return this;
    }

    void preload(Collection<String> ids) {
        if (anew) return;
        Set<String> missing = new HashSet<>();
        for (String id : ids) {
            if (loaded.containsKey(id)) continue;
            D known = cached.get(id);
            if (known == null && !fresh) missing.add(id);
            else loaded.put(id, known);
        }
        if (missing.isEmpty()) return;
        Map<String, BsonDocument> found = stored(missing);
        for (String id : missing) {
            BsonDocument document = found.get(id);
            loaded.put(id, document == null ? null : codec.decode(document));
        }
    }

    private Map<String, BsonDocument> stored(Collection<String> ids) {
        try {
            return store.load(collection, ids);
        } catch (RuntimeException failure) {
            throw new StoreFailed("The view store could not be read", failure);
        }
    }

    @Override
    public @Nullable D find(String id) {
        D changed = ofEvent.get(id);
        if (changed == null) changed = kept.get(id);
        if (changed != null) return changed;
        preload(List.of(id));
        return loaded.get(id);
    }

    @Override
    public void put(D document) {
        ofEvent.put(document.id(), document);
    }

    @Override
    public boolean changed(String id) {
        return kept.containsKey(id) || ofEvent.containsKey(id);
    }

    void keepEvent() {
        kept.putAll(ofEvent);
        ofEvent.clear();
    }

    void undoEvent() {
        ofEvent.clear();
    }

    /** Forgets what it holds of documents that are not wanted. */
    void keepOnly(Predicate<String> wanted) {
        kept.keySet().removeIf(wanted.negate());
    }

    Collection<D> changes() {
        return kept.values();
    }

    /**
     * Writes what changed, lower stages first.
     *
     * @return true when somebody else had written one of the documents meanwhile
     */
    boolean conflicts() {
        SortedMap<Integer, List<Change>> stages = new TreeMap<>();
        changes(stages);
        boolean conflict = false;
        for (List<Change> changes : stages.values())
            conflict |= !store.save(collection, changes).isEmpty();
        return conflict;
    }

    /** Adds what is to be written, encoded, by stage. */
    void changes(SortedMap<Integer, List<Change>> stages) {
        Function<String, @Nullable Long> loadedAt = loadedAt();
        kept.forEach(
                (id, document) ->
                        stages.computeIfAbsent(projection.stage(document), n -> new ArrayList<>())
                                .add(new Change(id, loadedAt.apply(id), codec.encode(document))));
    }

    /** Positions the changes replace; a document that cannot be read is replaced all the same. */
    private Function<String, @Nullable Long> loadedAt() {
        if (anew) {
            Map<String, Long> positions = new HashMap<>();
            Set<String> without = new HashSet<>();
            stored(kept.keySet())
                    .forEach(
                            (id, found) -> {
                                if (found.isInt64("position"))
                                    positions.put(id, found.getInt64("position").getValue());
                                else without.add(id);
                            });
            store.remove(collection, without); // no compare-and-set can name it
            return positions::get;
        }
        preload(kept.keySet());
        return id -> {
            D before = loaded.get(id);
            return before == null ? null : before.position();
        };
    }

    /** A store, of documents or of keys, did not answer: never the fault of the event at hand. */
    static final class StoreFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFailed(String what, Throwable cause) {
            super(what, cause);
        }

        StoreFailed(String what) {
            super(what);
        }
    }
}
