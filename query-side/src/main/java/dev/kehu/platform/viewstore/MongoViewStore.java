package dev.kehu.platform.viewstore;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The port over the driver, with nothing but the portable subset: it runs alike on the embedded
 * server and on a real MongoDB. Filters are one document each, because a rendered {@code $and}
 * hides {@code _id} from smaller servers.
 */
public final class MongoViewStore implements ViewStore {
    private static final int SELECTION_SECONDS = 5;

    /** Longer than the server takes for the largest bulk. */
    private static final int ANSWER_SECONDS = 60;

    /**
     * Without a limit a write waits for a majority that is not there until its connection gives up:
     * that says less, and takes longer.
     */
    private static final int MAJORITY_SECONDS = 20;

    private final MongoClient client;
    private final MongoDatabase database;
    private final Durability durability;
    private final Manifests manifests;

    /**
     * On a real server: majority writes, retried once by the driver, and majority reads from the
     * primary, so that what was acknowledged survives a fail-over. A standalone server takes them
     * too, with its own durability.
     *
     * @param uri of a MongoDB; what it says of write concern, read concern and retries is
     *     overruled, what it says of timeouts, {@code wtimeoutMS} too, is not
     */
    public static MongoViewStore connect(String uri, String database) {
        MongoClient client = MongoClients.create(settings(new ConnectionString(uri)));
        return new MongoViewStore(client, database, Durability.BY_WRITE);
    }

    /**
     * As {@link #connect}, once it has answered.
     *
     * @throws ViewStoreFailure {@code viewstore.unreachable}; nothing stays open
     */
    public static MongoViewStore reach(String uri, String database) {
        MongoViewStore store = connect(uri, database);
        try {
            store.collections();
            return store;
        } catch (ViewStoreFailure away) {
            store.close();
            throw new ViewStoreFailure(
                    away.code(),
                    "the MongoDB of kehu.views.uri does not answer, or not to this user; start it,"
                            + " or leave the setting out");
        }
    }

    /** Nobody waits long for a server that is away: a page says so, and views try again. */
    static MongoClientSettings settings(ConnectionString uri) {
        return MongoClientSettings.builder()
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SELECTION_SECONDS, SECONDS))
                .applyToSocketSettings(
                        socket ->
                                socket.connectTimeout(SELECTION_SECONDS, SECONDS)
                                        .readTimeout(ANSWER_SECONDS, SECONDS))
                .applyConnectionString(uri)
                .applicationName("kehu")
                .retryWrites(true)
                .retryReads(true)
                .writeConcern(majority(uri))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .build();
    }

    private static WriteConcern majority(ConnectionString uri) {
        WriteConcern asked = uri.getWriteConcern();
        Integer millis = asked == null ? null : asked.getWTimeout(MILLISECONDS);
        return millis == null
                ? WriteConcern.MAJORITY.withWTimeout(MAJORITY_SECONDS, SECONDS)
                : WriteConcern.MAJORITY.withWTimeout(millis, MILLISECONDS);
    }

    /** Takes over the client and closes it. */
    public MongoViewStore(MongoClient client, String database, Durability durability) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.durability = durability;
        this.manifests =
                new Manifests(
                        this.database.getCollection(Manifests.COLLECTION, BsonDocument.class));
    }

    private MongoCollection<RawBsonDocument> documents(String collection) {
        return database.getCollection(collection, RawBsonDocument.class);
    }

    private static String idOf(BsonDocument document) {
        return document.getString("_id").getValue();
    }

    @Override
    public Map<String, BsonDocument> load(String collection, Collection<String> ids) {
        Map<String, BsonDocument> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        BsonArray in = new BsonArray(ids.stream().map(BsonString::new).toList());
        BsonDocument filter = new BsonDocument("_id", new BsonDocument("$in", in));
        List<RawBsonDocument> documents =
                Attempt.of(() -> documents(collection).find(filter).into(new ArrayList<>()));
        documents.forEach(document -> found.put(idOf(document), document));
        return found;
    }

    @Override
    public List<BsonDocument> range(
            String collection, @Nullable String from, @Nullable String to, int limit) {
        if (limit <= 0) {
            return List.of();
        }
        BsonDocument bounds = new BsonDocument();
        if (from != null) {
            bounds.append("$gte", new BsonString(from));
        }
        if (to != null) {
            bounds.append("$lt", new BsonString(to));
        }
        BsonDocument filter = bounds.isEmpty() ? bounds : new BsonDocument("_id", bounds);
        return Attempt.of(
                () ->
                        documents(collection)
                                .find(filter)
                                .sort(new BsonDocument("_id", new BsonInt32(1)))
                                .limit(limit)
                                .into(new ArrayList<BsonDocument>()));
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        if (changes.isEmpty()) {
            return Set.of();
        }
        CompareAndSet bulk = new CompareAndSet(documents(collection), ids -> load(collection, ids));
        return Attempt.of(() -> bulk.write(List.copyOf(changes)));
    }

    @Override
    public void remove(String collection, Collection<String> ids) {
        for (String id : ids) {
            BsonDocument key = new BsonDocument("_id", new BsonString(id));
            Attempt.run(() -> documents(collection).deleteOne(key));
        }
    }

    @Override
    public void insert(String collection, Collection<BsonDocument> inserted) {
        if (inserted.isEmpty()) {
            return;
        }
        List<RawBsonDocument> encoded = inserted.stream().map(Encoded::of).toList();
        InsertManyOptions unordered = new InsertManyOptions().ordered(false);
        Attempt.run(() -> documents(collection).insertMany(encoded, unordered));
    }

    @Override
    public long count(String collection) {
        return Attempt.of(documents(collection)::estimatedDocumentCount);
    }

    @Override
    public void drop(String collection) {
        Attempt.run(documents(collection)::drop);
    }

    @Override
    public Set<String> collections() {
        Set<String> names = Attempt.of(() -> database.listCollectionNames().into(new HashSet<>()));
        names.removeIf(name -> name.equals(Manifests.COLLECTION) || name.startsWith("system."));
        return names;
    }

    @Override
    public Optional<Manifest> manifest(String view) {
        return Attempt.of(() -> manifests.find(view));
    }

    @Override
    public void remember(Manifest manifest) {
        Attempt.run(() -> manifests.remember(manifest));
    }

    @Override
    public void forget(String view) {
        Attempt.run(() -> manifests.forget(view));
    }

    @Override
    public Batch begin() {
        return durability.begin();
    }

    @Override
    public void commit() {
        durability.commit();
    }

    @Override
    public void close() {
        client.close();
    }
}
