package dev.kehu.platform.projection.kill;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Documents without what depends on batches: the slot a bucket of the timeline stands in. */
public final class Plain {
    private Plain() {}

    static boolean isBucket(String id) {
        return id.matches(".*\\|\\d{4}-\\d\\d\\|\\d+[ab]");
    }

    static String of(Optional<?> document) {
        return document.toString().replaceAll("slot=\\d", "");
    }

    /**
     * Buckets that a head points to, under its name; others are left over from an earlier write.
     */
    public static Map<String, BsonDocument> of(List<BsonDocument> documents) {
        Map<String, BsonDocument> stored = new HashMap<>();
        documents.forEach(each -> stored.put(each.getString("_id").getValue(), each));
        Map<String, BsonDocument> plain = new TreeMap<>();
        stored.forEach(
                (id, document) -> {
                    if (isBucket(id)) return;
                    BsonDocument copy = copy(document);
                    plain.put(id, copy);
                    if (!copy.containsKey("older")) return;
                    for (BsonValue each : copy.getArray("older")) {
                        BsonDocument span = each.asDocument();
                        long number = span.getInt64("number").getValue();
                        String slot = span.getInt64("slot").getValue() == 0 ? "a" : "b";
                        BsonDocument bucket = stored.get(id + "|" + number + slot);
                        plain.put(id + "|" + number, withoutId(bucket));
                        span.put("slot", new BsonInt64(0));
                    }
                });
        return plain;
    }

    private static BsonDocument withoutId(BsonDocument bucket) {
        BsonDocument copy = copy(bucket);
        copy.remove("_id");
        return copy;
    }

    /** What is stored is read only. */
    private static BsonDocument copy(BsonDocument stored) {
        BsonDocument copy = new BsonDocument();
        copy.putAll(stored);
        return copy;
    }
}
