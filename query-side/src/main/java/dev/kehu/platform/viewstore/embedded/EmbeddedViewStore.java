package dev.kehu.platform.viewstore.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.MongoViewStore;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.wire.EmbeddedServer;

import org.bson.BsonDocument;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The view store inside this process: one file, a server on 127.0.0.1 and a driver connected to it.
 * What closed batches wrote becomes durable at the next commit, all of it or none; a crash falls
 * back to the last one.
 */
public final class EmbeddedViewStore implements ViewStore {
    /** Between two commits, unless told otherwise. */
    public static final Duration COMMIT_EVERY = Duration.ofMillis(400);

    private static final String DATABASE = "views";

    private final Committer committer;
    private final EmbeddedServer server;
    private final ViewStore views;

    private EmbeddedViewStore(MVStore store, Duration commitEvery) {
        this.server = new EmbeddedServer(store);
        this.committer = new Committer(store, new Upkeep(store), commitEvery);
        MongoClient client = MongoClients.create(server.uri());
        this.views = new MongoViewStore(client, DATABASE, committer);
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws dev.kehu.platform.viewstore.ViewStoreFailure {@code viewstore.locked}, {@code
     *     viewstore.unreadable}, {@code viewstore.corrupt} or {@code viewstore.format}; nothing
     *     stays open
     */
    public static EmbeddedViewStore open(Path file, Duration commitEvery) {
        return over(StoreFile.open(file.toAbsolutePath()), commitEvery);
    }

    private static EmbeddedViewStore over(MVStore store, Duration commitEvery) {
        try {
            return new EmbeddedViewStore(store, commitEvery);
        } catch (RuntimeException e) {
            store.closeImmediately(); // else the file stays locked
            throw e;
        }
    }

    /** Without a file: gone when closed. For tests and for views that are rebuilt at each start. */
    public static EmbeddedViewStore inMemory() {
        return over(MVStore.open(null), COMMIT_EVERY);
    }

    /** Where the server answers, for this machine's user only. */
    public String uri() {
        return server.uri();
    }

    /** Documents read so far to answer anything; a request by {@code _id} reads what it returns. */
    public long examined() {
        return server.examined();
    }

    @Override
    public Map<String, BsonDocument> load(String collection, Collection<String> ids) {
        return views.load(collection, ids);
    }

    @Override
    public List<BsonDocument> range(
            String collection, @Nullable String from, @Nullable String to, int limit) {
        return views.range(collection, from, to, limit);
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        return views.save(collection, changes);
    }

    @Override
    public void insert(String collection, Collection<BsonDocument> documents) {
        views.insert(collection, documents);
    }

    @Override
    public long count(String collection) {
        return views.count(collection);
    }

    @Override
    public void drop(String collection) {
        views.drop(collection);
    }

    @Override
    public Set<String> collections() {
        return views.collections();
    }

    @Override
    public Optional<Manifest> manifest(String view) {
        return views.manifest(view);
    }

    @Override
    public void remember(Manifest manifest) {
        views.remember(manifest);
    }

    @Override
    public void forget(String view) {
        views.forget(view);
    }

    @Override
    public Batch begin() {
        return views.begin();
    }

    @Override
    public void commit() {
        views.commit();
    }

    /** Ends the driver, commits once more, ends the server and closes the file, in this order. */
    @Override
    public void close() {
        try {
            views.close();
            committer.stop();
        } finally {
            server.close();
            committer.end();
        }
    }
}
