package dev.kehu.platform.viewstore.embedded;

import dev.kehu.platform.viewstore.Encoded;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.Manifests;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;
import dev.kehu.platform.viewstore.wire.EmbeddedServer;
import dev.kehu.platform.viewstore.wire.StoredCollections;

import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The view store inside this process: one file, and for outside tools a server on 127.0.0.1 that
 * shows the same collections. What closed batches wrote becomes durable at the next commit, all of
 * it or none; a crash falls back to the last one.
 */
public final class EmbeddedViewStore implements ViewStore {
    /** Between two commits, unless told otherwise. */
    public static final Duration COMMIT_EVERY = Duration.ofMillis(400);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedViewStore.class);
    private static final Set<String> DAMAGED = Set.of("viewstore.corrupt", "viewstore.format");
    private static final int ANY_PORT = 0;
    private static final int THREADS = 4;

    /** An interrupt would close the file's channel under a reader; nobody interrupts these. */
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("kehu-view-store-", 0).factory());

    private final Committer committer;
    private @Nullable EmbeddedServer server;

    EmbeddedViewStore(Supplier<OpenFile> opener, Duration commitEvery) {
        this.committer = new Committer(opener, commitEvery);
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws dev.kehu.platform.viewstore.ViewStoreFailure {@code viewstore.locked}, {@code
     *     viewstore.unreadable}, {@code viewstore.corrupt} or {@code viewstore.format}; nothing
     *     stays open
     */
    public static EmbeddedViewStore open(Path file, Duration commitEvery) {
        Path absolute = file.toAbsolutePath();
        return new EmbeddedViewStore(() -> OpenFile.of(absolute), commitEvery);
    }

    /**
     * Opens the file, or makes it. One that cannot be read as a store is set aside: everything in
     * it can be folded again.
     *
     * @throws dev.kehu.platform.viewstore.ViewStoreFailure {@code viewstore.locked} or {@code
     *     viewstore.unreadable}; nothing stays open
     */
    public static EmbeddedViewStore openOrAnew(Path file, Duration commitEvery) {
        try {
            return open(file, commitEvery);
        } catch (ViewStoreFailure failure) {
            if (!DAMAGED.contains(failure.code())) throw failure;
            LOG.warn("The views are built anew, the file is set aside: {}", failure.getMessage());
            StoreFile.setAside(file);
            return open(file, commitEvery);
        }
    }

    /** Without a file: gone when closed. For tests and for views that are rebuilt at each start. */
    public static EmbeddedViewStore inMemory() {
        return new EmbeddedViewStore(OpenFile::inMemory, COMMIT_EVERY);
    }

    /**
     * Starts a server that takes writes on a port the system chooses, unless one runs, and answers
     * where: for another store over the wire.
     */
    public String uri() {
        return serve(ANY_PORT, true);
    }

    /**
     * Starts a server for this machine's user to look at the documents, unless one runs, and
     * answers where.
     */
    public String serve(int port) {
        return serve(port, false);
    }

    private synchronized String serve(int port, boolean writable) {
        if (server == null) {
            server = new EmbeddedServer(committer.documents(), port, writable);
        }
        return server.uri();
    }

    /** Documents read so far to answer anything; a request by {@code _id} reads what it returns. */
    public long examined() {
        return committer.documents().examined();
    }

    @Override
    public Map<String, BsonDocument> load(String collection, Collection<String> ids) {
        return attempt(
                documents -> {
                    Map<String, BsonDocument> found = new HashMap<>();
                    for (String id : ids) {
                        byte[] document = documents.find(collection, id);
                        if (document != null) {
                            found.put(id, new RawBsonDocument(document));
                        }
                    }
                    return found;
                });
    }

    @Override
    public List<BsonDocument> range(
            String collection, @Nullable String from, @Nullable String to, int limit) {
        return attempt(
                documents -> {
                    List<BsonDocument> range = new ArrayList<>();
                    documents
                            .range(collection, from, to, limit)
                            .forEach(document -> range.add(new RawBsonDocument(document)));
                    return range;
                });
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        List<Encoded.Write> writes = changes.stream().map(Encoded::write).toList();
        return attempt(
                documents -> {
                    Set<String> conflicts = new HashSet<>();
                    for (Encoded.Write write : writes) {
                        if (!done(documents, collection, write)) {
                            conflicts.add(write.id());
                        }
                    }
                    return conflicts;
                });
    }

    private static boolean done(
            StoredCollections documents, String collection, Encoded.Write write) {
        Long loaded = write.loaded();
        return loaded == null
                ? documents.insert(collection, write.id(), write.document())
                : documents.replace(collection, write.id(), loaded, write.document());
    }

    @Override
    public void remove(String collection, Collection<String> ids) {
        run(documents -> ids.forEach(id -> documents.remove(collection, id)));
    }

    @Override
    public void insert(String collection, Collection<BsonDocument> inserted) {
        List<Change> changes =
                inserted.stream()
                        .map(d -> new Change(d.getString("_id").getValue(), null, d))
                        .toList();
        if (!save(collection, changes).isEmpty()) {
            throw new ViewStoreFailure("viewstore.duplicate", "an inserted _id was there already");
        }
    }

    @Override
    public long count(String collection) {
        return attempt(documents -> documents.count(collection));
    }

    @Override
    public void drop(String collection) {
        run(documents -> documents.drop(collection));
    }

    @Override
    public Set<String> collections() {
        Set<String> names = new HashSet<>(attempt(StoredCollections::names));
        names.remove(Manifests.COLLECTION);
        return names;
    }

    @Override
    public Optional<Manifest> manifest(String view) {
        return attempt(documents -> Optional.ofNullable(documents.find(Manifests.COLLECTION, view)))
                .map(document -> Manifests.read(new RawBsonDocument(document)));
    }

    @Override
    public void remember(Manifest manifest) {
        byte[] document = Encoded.bytes(Manifests.write(manifest));
        run(documents -> documents.put(Manifests.COLLECTION, manifest.view(), document));
    }

    @Override
    public void forget(String view) {
        run(documents -> documents.remove(Manifests.COLLECTION, view));
    }

    private void run(Consumer<StoredCollections> work) {
        attempt(
                documents -> {
                    work.accept(documents);
                    return true;
                });
    }

    private <T> T within(Function<StoredCollections, T> work) {
        StoredCollections documents = committer.documents();
        return documents.within(() -> work.apply(documents));
    }

    private <T> T attempt(Function<StoredCollections, T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> within(work), threads).join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case MVStoreException store ->
                        new ViewStoreFailure(
                                "viewstore.failed",
                                "the view store failed with error " + store.getErrorCode());
                case RuntimeException other -> other;
                case null, default -> e;
            };
        }
    }

    @Override
    public Batch begin() {
        return committer.begin();
    }

    @Override
    public void commit() {
        committer.commit();
    }

    @Override
    public boolean failed() {
        return committer.failed();
    }

    @Override
    public long epoch() {
        return committer.epoch();
    }

    @Override
    public synchronized void reopen() {
        EmbeddedServer shown = server;
        if (shown != null) {
            shown.close();
        }
        committer.reopen();
        if (shown != null) {
            server = again(shown);
        }
    }

    private @Nullable EmbeddedServer again(EmbeddedServer shown) {
        try {
            return shown.over(committer.documents());
        } catch (RuntimeException taken) { // outsiders only look: views go on without them
            LOG.warn("Nobody can look at the views: {}", taken.getClass().getName());
            return null;
        }
    }

    /** Commits once more, ends the server and closes the file, in this order. */
    @Override
    public synchronized void close() {
        try {
            committer.stop();
        } finally {
            if (server != null) {
                server.close();
            }
            threads.close();
            committer.end();
        }
    }
}
