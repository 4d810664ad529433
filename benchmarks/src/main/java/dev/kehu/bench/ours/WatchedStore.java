package dev.kehu.bench.ours;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A view store that can note what is written to it, so that others can write the same. */
final class WatchedStore implements ViewStore {
    private final ViewStore store;
    private final List<Bulk> bulks = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean noting;

    WatchedStore(ViewStore store) {
        this.store = store;
    }

    /** Notes what is written while this is done. */
    List<Bulk> noted(Runnable doing) {
        bulks.clear();
        noting = true;
        doing.run();
        noting = false;
        return List.copyOf(bulks);
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        if (noting) {
            bulks.add(new Bulk(collection, List.copyOf(changes)));
        }
        return store.save(collection, changes);
    }

    @Override
    public Map<String, BsonDocument> load(String collection, Collection<String> ids) {
        return store.load(collection, ids);
    }

    @Override
    public List<BsonDocument> range(
            String collection, @Nullable String from, @Nullable String to, int limit) {
        return store.range(collection, from, to, limit);
    }

    @Override
    public void remove(String collection, Collection<String> ids) {
        store.remove(collection, ids);
    }

    @Override
    public void insert(String collection, Collection<BsonDocument> documents) {
        store.insert(collection, documents);
    }

    @Override
    public long count(String collection) {
        return store.count(collection);
    }

    @Override
    public void drop(String collection) {
        store.drop(collection);
    }

    @Override
    public Set<String> collections() {
        return store.collections();
    }

    @Override
    public Optional<Manifest> manifest(String view) {
        return store.manifest(view);
    }

    @Override
    public void remember(Manifest manifest) {
        store.remember(manifest);
    }

    @Override
    public void forget(String view) {
        store.forget(view);
    }

    @Override
    public Batch begin() {
        return store.begin();
    }

    @Override
    public void commit() {
        store.commit();
    }

    @Override
    public boolean failed() {
        return store.failed();
    }

    @Override
    public long epoch() {
        return store.epoch();
    }

    @Override
    public void reopen() {
        store.reopen();
    }

    @Override
    public void close() {
        store.close();
    }
}
