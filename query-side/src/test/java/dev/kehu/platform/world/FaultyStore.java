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
import java.util.concurrent.atomic.AtomicInteger;

/** A store that can be told to fail. */
public final class FaultyStore implements ViewStore {
    private volatile ViewStore store;
    private volatile long fallen;
    private final AtomicInteger savesToFail = new AtomicInteger();
    private final AtomicInteger conflictsToTell = new AtomicInteger();
    private final AtomicInteger remembersToFail = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    public FaultyStore(ViewStore store) {
        this.store = store;
    }

    /** The next saves write half of what they are given, then throw. */
    public void failSaves(int count) {
        savesToFail.set(count);
    }

    /** The next saves tell of conflicts although they wrote. */
    public void tellConflicts(int count) {
        conflictsToTell.set(count);
    }

    /** The next manifests are not remembered: it throws. */
    public void failRemembers(int count) {
        remembersToFail.set(count);
    }

    /** From now on there is only what this one holds. */
    public void fallBackTo(ViewStore earlier) {
        store = earlier;
        fallen++;
    }

    /** How many calls were made to fail so far. */
    public int failures() {
        return failed.get();
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        if (take(savesToFail)) {
            store.save(collection, changes.stream().limit((changes.size() + 1) / 2).toList());
            throw new IllegalStateException("The disk is full (as the test asked)");
        }
        Set<String> conflicts = store.save(collection, changes);
        return take(conflictsToTell) ? Set.of(changes.iterator().next().id()) : conflicts;
    }

    private boolean take(AtomicInteger count) {
        boolean taken = count.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        if (taken) failed.incrementAndGet();
        return taken;
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
        if (take(remembersToFail)) throw new IllegalStateException("No room (as the test asked)");
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
        return fallen + store.epoch();
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
