package dev.kehu.platform.viewstore;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;

import dev.kehu.platform.viewstore.ViewStore.Change;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One unordered bulk of inserts and of replacements that name the position they replace. */
final class CompareAndSet {
    private final MongoCollection<RawBsonDocument> documents;
    private final Function<Collection<String>, Map<String, BsonDocument>> load;

    CompareAndSet(
            MongoCollection<RawBsonDocument> documents,
            Function<Collection<String>, Map<String, BsonDocument>> load) {
        this.documents = documents;
        this.load = load;
    }

    /**
     * @return ids that were not written
     */
    Set<String> write(List<Change> changes) {
        List<WriteModel<RawBsonDocument>> writes =
                changes.stream().map(CompareAndSet::write).toList();
        long replacements = changes.stream().filter(CompareAndSet::replaces).count();
        Set<String> conflicts = new HashSet<>();
        BulkWriteResult result = send(writes, changes, conflicts);
        if (result.getMatchedCount() < replacements) {
            conflicts.addAll(overtaken(changes));
        }
        return conflicts;
    }

    private static boolean replaces(Change change) {
        return change.loaded() != null;
    }

    private static WriteModel<RawBsonDocument> write(Change change) {
        RawBsonDocument document = Encoded.of(change.document());
        if (change.loaded() == null) {
            return new InsertOneModel<>(document);
        }
        BsonDocument loaded =
                new BsonDocument("_id", new BsonString(change.id()))
                        .append("position", new BsonInt64(change.loaded()));
        return new ReplaceOneModel<>(loaded, document);
    }

    private BulkWriteResult send(
            List<WriteModel<RawBsonDocument>> writes, List<Change> sent, Set<String> conflicts) {
        try {
            return documents.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            boolean other =
                    e.getWriteErrors().stream().anyMatch(w -> w.getCode() != Attempt.DUPLICATE);
            if (other || e.getWriteErrors().isEmpty() || e.getWriteConcernError() != null) {
                throw e;
            }
            e.getWriteErrors().forEach(w -> conflicts.add(sent.get(w.getIndex()).id()));
            return e.getWriteResult();
        }
    }

    /** Some replacement found another position: those whose stored position is not the one sent. */
    private Set<String> overtaken(List<Change> sent) {
        List<Change> replaced = sent.stream().filter(CompareAndSet::replaces).toList();
        Map<String, BsonDocument> stored = load.apply(replaced.stream().map(Change::id).toList());
        Set<String> overtaken = new HashSet<>();
        for (Change change : replaced) {
            BsonDocument now = stored.get(change.id());
            if (now == null || !now.get("position").equals(change.document().get("position"))) {
                overtaken.add(change.id());
            }
        }
        return overtaken;
    }
}
