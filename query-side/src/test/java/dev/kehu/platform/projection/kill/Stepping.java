package dev.kehu.platform.projection.kill;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** A store that tells of every step before it changes anything, and after. */
record Stepping(ViewStore store, BiConsumer<String, Boolean> before) implements ViewStore {

    private void step(String what, Runnable work) {
        before.accept(what, true);
        work.run();
        before.accept(what, false);
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        before.accept("save " + collection, true);
        Set<String> conflicts = store.save(collection, changes);
        before.accept("save " + collection, false);
        return conflicts;
    }

    @Override
    public void drop(String collection) {
        step("drop " + collection, () -> store.drop(collection));
    }

    @Override
    public void remember(Manifest manifest) {
        step(
                "remember " + manifest.view() + " " + manifest.generation(),
                () -> store.remember(manifest));
    }

    @Override
    public void forget(String view) {
        step("forget " + view, () -> store.forget(view));
    }

    @Override
    public void commit() {
        step("commit", store::commit);
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
    public Set<String> collections() {
        return store.collections();
    }

    @Override
    public Optional<Manifest> manifest(String view) {
        return store.manifest(view);
    }

    @Override
    public Batch begin() {
        return store.begin();
    }

    @Override
    public void close() {
        store.close();
    }
}
