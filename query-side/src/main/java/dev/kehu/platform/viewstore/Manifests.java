package dev.kehu.platform.viewstore;

import com.mongodb.client.MongoCollection;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

import java.util.Optional;

/** Manifests as documents of a small collection beside the views. */
public final class Manifests {
    public static final String COLLECTION = "kehu.manifests";

    private final MongoCollection<BsonDocument> documents;

    Manifests(MongoCollection<BsonDocument> documents) {
        this.documents = documents;
    }

    Optional<Manifest> find(String view) {
        return Optional.ofNullable(documents.find(key(view)).first()).map(Manifests::read);
    }

    void remember(Manifest manifest) {
        BsonDocument document = write(manifest);
        if (documents.replaceOne(key(manifest.view()), document).getMatchedCount() == 0) {
            documents.insertOne(document); // an upsert is outside the portable subset
        }
    }

    void forget(String view) {
        documents.deleteOne(key(view));
    }

    private static BsonDocument key(String view) {
        return new BsonDocument("_id", new BsonString(view));
    }

    public static BsonDocument write(Manifest manifest) {
        return key(manifest.view())
                .append("generation", new BsonInt64(manifest.generation()))
                .append("storeId", new BsonString(manifest.storeId()))
                .append("foldVersion", new BsonInt32(manifest.foldVersion()))
                .append("position", new BsonInt64(manifest.position()))
                .append("eventId", new BsonString(manifest.eventId()));
    }

    public static Manifest read(BsonDocument document) {
        return new Manifest(
                document.getString("_id").getValue(),
                document.getInt64("generation").getValue(),
                document.getString("storeId").getValue(),
                document.getInt32("foldVersion").getValue(),
                document.getInt64("position").getValue(),
                document.getString("eventId").getValue());
    }
}
