package dev.kehu.platform.viewstore;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one port to a document store. Every document has a text {@code _id} and an int64 {@code
 * position}. Documents and manifests become durable together: after a crash both stand where one
 * {@link #commit} left them, or later (a replica set), never documents before their manifest.
 */
public interface ViewStore extends AutoCloseable {
    /** The documents with these ids, by id; absent ones are missing from the map. */
    Map<String, BsonDocument> load(String collection, Collection<String> ids);

    /**
     * Up to {@code limit} documents with {@code from <= _id < to} (null: open end), ascending by
     * {@code _id}.
     */
    List<BsonDocument> range(
            String collection, @Nullable String from, @Nullable String to, int limit);

    /**
     * Writes each change by compare-and-set in one unordered bulk: an insert where nothing was
     * loaded, else a replacement of exactly the loaded position.
     *
     * @return ids of the documents somebody else had written meanwhile; load and fold those again
     */
    Set<String> save(String collection, Collection<Change> changes);

    /** Inserts into a generation nobody reads yet; no compare. */
    void insert(String collection, Collection<BsonDocument> documents);

    long count(String collection);

    void drop(String collection);

    Set<String> collections();

    Optional<Manifest> manifest(String view);

    /** Remembers how far a view has come; becomes durable with the documents written before it. */
    void remember(Manifest manifest);

    void forget(String view);

    /**
     * Starts a batch: until it is closed no version is committed, so a version never holds half a
     * batch. Closed on the thread that opened it.
     */
    Batch begin();

    /**
     * Commits what all closed batches wrote; waits for open ones. Called at intervals, and on
     * close.
     */
    void commit();

    @Override
    void close();

    /** An open batch. */
    interface Batch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * One write.
     *
     * @param loaded position of the document that was loaded, or null when there was none
     */
    record Change(String id, @Nullable Long loaded, BsonDocument document) {}
}
