package dev.kehu.platform.world;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that can be told to fail. */
public final class FaultyStore extends RelayStore {
    private volatile ViewStore store;
    private volatile long fallen;
    private final AtomicInteger savesToFail = new AtomicInteger();
    private final AtomicInteger conflictsToTell = new AtomicInteger();
    private final AtomicInteger remembersToFail = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();

    public FaultyStore(ViewStore store) {
        this.store = store;
    }

    @Override
    protected ViewStore store() {
        return store;
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

    /** How many documents of a collection were looked for so far. */
    public int loads(String collection) {
        return loads.getOrDefault(collection, new AtomicInteger()).get();
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
        loads.computeIfAbsent(collection, name -> new AtomicInteger()).addAndGet(ids.size());
        return super.load(collection, ids);
    }

    @Override
    public void remember(Manifest manifest) {
        if (take(remembersToFail)) throw new IllegalStateException("No room (as the test asked)");
        store.remember(manifest);
    }

    @Override
    public long epoch() {
        return fallen + store.epoch();
    }
}
