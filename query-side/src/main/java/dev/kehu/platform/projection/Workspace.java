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
import java.util.TreeMap;

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

    void preload(Collection<String> ids) {
        Set<String> missing = new HashSet<>();
        for (String id : ids) {
            if (loaded.containsKey(id)) continue;
            D known = cached.get(id);
            if (known == null) missing.add(id);
            else loaded.put(id, known);
        }
        if (missing.isEmpty()) return;
        Map<String, BsonDocument> found;
        try {
            found = store.load(collection, missing);
        } catch (RuntimeException failure) {
            throw new StoreFailed("The view store could not be read", failure);
        }
        for (String id : missing) {
            BsonDocument document = found.get(id);
            loaded.put(id, document == null ? null : codec.decode(document));
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

    Collection<D> changes() {
        return kept.values();
    }

    /**
     * Writes what changed, lower stages first.
     *
     * @return true when somebody else had written one of the documents meanwhile
     */
    boolean conflicts() {
        preload(kept.keySet());
        Map<Integer, List<Change>> stages = new TreeMap<>();
        kept.forEach(
                (id, document) ->
                        stages.computeIfAbsent(projection.stage(document), n -> new ArrayList<>())
                                .add(change(id, document)));
        boolean conflict = false;
        for (List<Change> changes : stages.values())
            conflict |= !store.save(collection, changes).isEmpty();
        return conflict;
    }

    private Change change(String id, D document) {
        D before = loaded.get(id);
        return new Change(id, before == null ? null : before.position(), codec.encode(document));
    }

    /** A store, of documents or of keys, did not answer: never the fault of the event at hand. */
    static final class StoreFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFailed(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
