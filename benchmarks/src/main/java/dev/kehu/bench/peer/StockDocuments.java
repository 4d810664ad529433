package dev.kehu.bench.peer;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.Documents;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents of one view that a unit of work has loaded. */
final class StockDocuments<D extends ViewDocument> implements Documents<D> {
    private final Projection<D> projection;
    private final ViewStore store;
    private final String collection;
    private final RecordCodec<D> codec;
    private final Map<String, @Nullable Long> loaded = new HashMap<>();
    private final Map<String, D> known = new HashMap<>();
    private final Map<String, D> changed = new LinkedHashMap<>();

    StockDocuments(Projection<D> projection, ViewStore store, String prefix) {
        this.projection = projection;
        this.store = store;
        this.collection = prefix + projection.name();
        this.codec = RecordCodec.of(projection.documents());
    }

    void on(RecordedEvent event) {
        if (!projection.touches(event).isEmpty()) {
            projection.apply(event, this);
        }
    }

    @Override
    public @Nullable D find(String id) {
        if (!loaded.containsKey(id)) {
            BsonDocument stored = store.load(collection, List.of(id)).get(id);
            if (stored == null) {
                loaded.put(id, null);
            } else {
                D document = codec.decode(stored);
                loaded.put(id, document.position());
                known.put(id, document);
            }
        }
        return known.get(id);
    }

    @Override
    public void put(D document) {
        if (!loaded.containsKey(document.id())) {
            find(document.id());
        }
        known.put(document.id(), document);
        changed.put(document.id(), document);
    }

    @Override
    public boolean changed(String id) {
        return changed.containsKey(id);
    }

    void write() {
        List<Change> changes = new ArrayList<>(changed.size());
        changed.forEach(
                (id, document) ->
                        changes.add(new Change(id, loaded.get(id), codec.encode(document))));
        if (!changes.isEmpty() && !store.save(collection, changes).isEmpty()) {
            throw new IllegalStateException("Somebody else writes these documents");
        }
    }
}
