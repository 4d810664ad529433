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
 * Documents may be ahead of it, on a replica set or where a batch failed half way: a fold skips
 * events at or below the position of its document. What fails is a {@link ViewStoreFailure} with a
 * code.
 */
public interface ViewStore extends AutoCloseable {
    /**
     * The documents with these ids, by id; absent ones are missing from the map. They are raw bytes
     * behind a read-only document: decode one by {@code asBsonReader()}, for every {@code get}
     * walks from its start.
     */
    Map<String, BsonDocument> load(String collection, Collection<String> ids);

    /**
     * Up to {@code limit} documents with {@code from <= _id < to} (null: open end), ascending by
     * {@code _id}.
     */
    List<BsonDocument> range(
            String collection, @Nullable String from, @Nullable String to, int limit);

    /**
     * Writes each change by compare-and-set in one unordered bulk: an insert where nothing was
     * loaded, else a replacement of exactly the loaded position. Ids in one call are distinct. Who
     * folds on writes a position above the loaded one, who mends may write the same or a lower one.
     * A document above 16 MB is refused before anything is written.
     *
     * @return ids of the documents somebody else had written meanwhile; load and fold those again
     */
    Set<String> save(String collection, Collection<Change> changes);

    /** Removes documents whatever they say; an id that is not there is nothing. */
    void remove(String collection, Collection<String> ids);

    /**
     * Inserts into a generation nobody reads yet; no compare. An id that is there already fails
     * with {@code viewstore.duplicate} once the others are written.
     */
    void insert(String collection, Collection<BsonDocument> documents);

    /** Exact on the embedded store; on a real MongoDB what its metadata says. */
    long count(String collection);

    /** Drops it, or nothing when there is none. */
    void drop(String collection);

    Set<String> collections();

    Optional<Manifest> manifest(String view);

    /** Remembers how far a view has come; becomes durable with the documents written before it. */
    void remember(Manifest manifest);

    void forget(String view);

    /**
     * Starts a batch: until it is closed no version is committed, so a version never holds half a
     * batch. Closed on the thread that opened it, and short: a commit, and with it every later
     * batch, waits for it. Other threads may write for it, but must not begin batches of their own
     * that it waits for.
     */
    Batch begin();

    /**
     * Commits what all closed batches wrote; waits for open ones. Called at intervals, and on
     * close.
     */
    void commit();

    /** Whether nothing can be written any more until it is {@link #reopen reopened}. */
    default boolean failed() {
        return false;
    }

    /**
     * Counts how often it fell back to its last commit. Who wrote in an earlier epoch and has not
     * committed since must write again.
     */
    default long epoch() {
        return 0;
    }

    /**
     * Takes a failed store up at its last commit; nothing when it works. Nobody may have a batch
     * open.
     *
     * @throws ViewStoreFailure when it cannot be opened now either; try again later
     */
    default void reopen() {}

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
