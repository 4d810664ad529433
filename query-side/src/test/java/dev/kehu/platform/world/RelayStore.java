package dev.kehu.platform.world;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Passes everything on, also what it has failed and where it stands; who extends it interferes. */
public abstract class RelayStore implements ViewStore {
    /** Whom to pass it on to, asked every time. */
    protected abstract ViewStore store();

    @Override
    public Map<String, BsonDocument> load(String collection, Collection<String> ids) {
        return store().load(collection, ids);
    }

    @Override
    public List<BsonDocument> range(
            String collection, @Nullable String from, @Nullable String to, int limit) {
        return store().range(collection, from, to, limit);
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        return store().save(collection, changes);
    }

    @Override
    public void remove(String collection, Collection<String> ids) {
        store().remove(collection, ids);
    }

    @Override
    public void insert(String collection, Collection<BsonDocument> documents) {
        store().insert(collection, documents);
    }

    @Override
    public long count(String collection) {
        return store().count(collection);
    }

    @Override
    public void drop(String collection) {
        store().drop(collection);
    }

    @Override
    public Set<String> collections() {
        return store().collections();
    }

    @Override
    public Optional<Manifest> manifest(String view) {
        return store().manifest(view);
    }

    @Override
    public void remember(Manifest manifest) {
        store().remember(manifest);
    }

    @Override
    public void forget(String view) {
        store().forget(view);
    }

    @Override
    public Batch begin() {
        return store().begin();
    }

    @Override
    public void commit() {
        store().commit();
    }

    @Override
    public boolean failed() {
        return store().failed();
    }

    @Override
    public long epoch() {
        return store().epoch();
    }

    @Override
    public void reopen() {
        store().reopen();
    }

    @Override
    public void close() {
        store().close();
    }
}
