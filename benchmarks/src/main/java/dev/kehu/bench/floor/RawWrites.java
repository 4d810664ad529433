package dev.kehu.bench.floor;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.ReplaceOneModel;

import dev.kehu.bench.ours.Bulk;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The documents views have written, as bytes, written again and again in the same bulks to a store
 * of the same kind with the same documents in it: no event is read, nothing loaded, folded, sealed
 * or encoded.
 */
public final class RawWrites implements AutoCloseable {
    private static final int PAGE = 500;
    private static final double NANOS = 1e9;
    private static final String POSITION = "position";

    private final EmbeddedViewStore store;
    private final MongoClient client;
    private long events;
    private final List<Bulk> bulks = new ArrayList<>();
    private final List<List<ReplaceOneModel<RawBsonDocument>>> models = new ArrayList<>();
    private final Map<String, Long> positions = new HashMap<>();

    private RawWrites(EmbeddedViewStore store) {
        this.store = store;
        client = MongoClients.create(store.uri());
    }

    /**
     * @param from what the views keep
     * @param written by the views
     * @param events it was written for
     */
    public static RawWrites of(Path file, ViewStore from, List<Bulk> written, long events) {
        RawWrites writes =
                new RawWrites(EmbeddedViewStore.open(file, EmbeddedViewStore.COMMIT_EVERY));
        new TreeSet<>(written.stream().map(Bulk::collection).toList())
                .forEach(collection -> writes.copy(collection, from));
        writes.take(written, events);
        return writes;
    }

    /** Writes these from now on: documents grow, and those of former times are written faster. */
    public void take(List<Bulk> written, long ofEvents) {
        List<Bulk> full = written.stream().filter(bulk -> !bulk.changes().isEmpty()).toList();
        full.forEach(bulk -> save(again(bulk)));
        events = ofEvents;
        bulks.clear();
        models.clear();
        for (Bulk bulk : full) { // as they stand when a turn begins where the one before ended
            Bulk next = again(bulk);
            bulks.add(next);
            models.add(next.changes().stream().map(RawWrites::model).toList());
        }
    }

    private void copy(String collection, ViewStore from) {
        List<BsonDocument> page = from.range(collection, null, null, PAGE);
        while (!page.isEmpty()) {
            store.insert(collection, page);
            page.forEach(d -> positions.put(collection + d.getString("_id"), position(d)));
            String last = page.getLast().getString("_id").getValue();
            page = from.range(collection, last + "\0", null, PAGE);
        }
    }

    /** The same bulk, to be written over what is stored by now. */
    private Bulk again(Bulk bulk) {
        List<Change> changes = new ArrayList<>();
        for (Change change : bulk.changes()) {
            String key = bulk.collection() + new BsonString(change.id());
            Long before = positions.put(key, position(change.document()));
            changes.add(new Change(change.id(), before, change.document()));
        }
        return new Bulk(bulk.collection(), changes);
    }

    private static long position(BsonDocument document) {
        return document.getInt64(POSITION).getValue();
    }

    private static ReplaceOneModel<RawBsonDocument> model(Change change) {
        return new ReplaceOneModel<>(
                new BsonDocument("_id", new BsonString(change.id())),
                (RawBsonDocument) change.document());
    }

    private void save(Bulk bulk) {
        if (!store.save(bulk.collection(), bulk.changes()).isEmpty()) {
            throw new IllegalStateException("Something else writes to the floor's store");
        }
    }

    /** Past the wire, as ours writes; answers the events a second they stand for. */
    public double perSecondInProcess(Duration time) {
        return perSecond(time, () -> bulks.forEach(this::save));
    }

    /** By the unordered bulkWrite of MongoDB's driver, to the server that shows the store. */
    public double perSecond(Duration time) {
        MongoDatabase database = client.getDatabase("views");
        BulkWriteOptions unordered = new BulkWriteOptions().ordered(false);
        return perSecond(
                time,
                () -> {
                    for (int i = 0; i < bulks.size(); i++) {
                        database.getCollection(bulks.get(i).collection(), RawBsonDocument.class)
                                .bulkWrite(models.get(i), unordered);
                    }
                });
    }

    private double perSecond(Duration time, Runnable turn) {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            turn.run();
            done += events;
        }
        return done * NANOS / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        client.close();
        store.close();
    }
}
