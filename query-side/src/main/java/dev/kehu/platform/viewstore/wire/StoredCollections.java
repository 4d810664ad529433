package dev.kehu.platform.viewstore.wire;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The collections of one database in an open store that it does not close, as bytes. A server shows
 * the same ones to drivers; callers inside this process save the way over the wire, which would
 * encode and decode every document twice more.
 */
public final class StoredCollections {
    private final MVStore store;
    private final String database;
    private final Catalogue catalogue;

    public StoredCollections(MVStore store, String database) {
        this.store = store;
        this.database = database;
        this.catalogue = new Catalogue(store);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** Documents read so far to answer anything. */
    public long examined() {
        return catalogue.examined();
    }

    /**
     * Does several things while no page of the present version is given back by compaction. Each of
     * them sees the newest state.
     */
    public <T> T within(Supplier<T> work) {
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return work.get();
        } finally {
            store.deregisterVersionUsage(version);
        }
    }

    /** The document, or null when there is none. */
    public byte @Nullable [] find(String collection, String id) {
        DocumentMap documents = catalogue.find(database, collection);
        return documents == null ? null : documents.find(id);
    }

    /** Up to {@code limit} documents with {@code from <= _id < to} (null: open), ascending. */
    public List<byte[]> range(
            String collection, @Nullable String from, @Nullable String to, int limit) {
        DocumentMap documents = catalogue.find(database, collection);
        return documents == null ? List.of() : documents.range(from, to, limit);
    }

    /**
     * @return false when the id is taken; nothing was written
     */
    public boolean insert(String collection, String id, byte[] document) {
        return catalogue.findOrCreate(database, collection).insert(id, document);
    }

    /**
     * Replaces the document that is stored at exactly this position.
     *
     * @return false when there is none; nothing was written
     */
    public boolean replace(String collection, String id, long position, byte[] document) {
        return catalogue.findOrCreate(database, collection).replace(id, position, document);
    }

    /** Replaces what is there, or nothing. */
    public void put(String collection, String id, byte[] document) {
        catalogue.findOrCreate(database, collection).put(id, document);
    }

    public void remove(String collection, String id) {
        DocumentMap documents = catalogue.find(database, collection);
        if (documents != null) {
            documents.remove(id);
        }
    }

    public long count(String collection) {
        DocumentMap documents = catalogue.find(database, collection);
        return documents == null ? 0 : documents.size();
    }

    /** Drops it, or nothing when there is none. */
    public void drop(String collection) {
        if (catalogue.find(database, collection) != null) {
            catalogue.drop(database, collection);
        }
    }

    public Set<String> names() {
        return catalogue.collections(database);
    }
}
