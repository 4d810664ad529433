package dev.kehu.bench.floor;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;

import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

import java.util.ArrayList;
import java.util.List;

/**
 * Documents of a view found by id and nothing else: bytes, neither decoded nor opened. By MongoDB's
 * driver from the server that shows the store, as anybody reads; or past the wire, as ours does.
 */
public final class RawFinds implements AutoCloseable {
    private static final int PAGE = 100;

    private final ViewStore store;
    private final String collection;
    private final MongoClient client;
    private final MongoCollection<RawBsonDocument> documents;

    public RawFinds(EmbeddedViewStore store, String view) {
        this.store = store;
        long generation = store.manifest(view).orElseThrow().generation();
        collection = view + "_g" + generation;
        client = MongoClients.create(store.uri());
        documents = client.getDatabase("views").getCollection(collection, RawBsonDocument.class);
    }

    public void findInProcess(String id) {
        require(!store.load(collection, List.of(id)).isEmpty());
    }

    public void find(String id) {
        require(documents.find(new BsonDocument("_id", new BsonString(id))).first() != null);
    }

    private static void require(boolean found) {
        if (!found) {
            throw new IllegalStateException("There is no such document");
        }
    }

    /** Ids from {@code from} up to, and without, {@code to}. */
    public List<String> ids(String from, String to) {
        List<String> ids = new ArrayList<>();
        List<BsonDocument> page = store.range(collection, from, to, PAGE);
        while (!page.isEmpty()) {
            page.forEach(document -> ids.add(document.getString("_id").getValue()));
            page = store.range(collection, ids.getLast() + "\0", to, PAGE);
        }
        return ids;
    }

    @Override
    public void close() {
        client.close();
    }
}
