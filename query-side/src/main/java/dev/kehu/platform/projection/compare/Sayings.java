package dev.kehu.platform.projection.compare;

import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares what two documents say, each together with those it points to. */
record Sayings(ViewStore store, Sameness sameness, Reading reading, Side before, Side after) {
    private static final int PAGE = 100;

    /** Names of the outermost fields that differ; of documents it points to with {@code part.}. */
    List<String> differing(BsonDocument old, BsonDocument anew) {
        return differing(old, anew, Map.of(), Map.of());
    }

    /**
     * @param olds documents of the old build that are at hand, by id
     * @param news documents of the new build that are at hand
     */
    List<String> differing(
            BsonDocument old,
            BsonDocument anew,
            Map<String, BsonDocument> olds,
            Map<String, BsonDocument> news) {
        List<String> asStored = sameness.differing(old, anew);
        List<String> fields = asStored.isEmpty() ? asStored : plain(old, anew, asStored);
        if (!fields.isEmpty()) return fields;
        List<String> left = reading.parts(old);
        List<String> right = asStored.isEmpty() ? left : reading.parts(anew);
        if (left.size() != right.size()) return List.of("part");
        for (int from = 0; from < left.size(); from += PAGE) {
            int to = Math.min(left.size(), from + PAGE);
            List<String> differing =
                    ofParts(
                            loaded(before, left.subList(from, to), olds),
                            loaded(after, right.subList(from, to), news));
            if (!differing.isEmpty()) return differing;
        }
        return List.of();
    }

    private List<String> plain(BsonDocument old, BsonDocument anew, List<String> asStored) {
        try {
            BsonDocument left = reading.plain(old), right = reading.plain(anew);
            List<String> plain = sameness.differing(left, right);
            return asStored.stream()
                    .filter(name -> plain.contains(name) || isUnknown(name, left, right))
                    .toList();
        } catch (RuntimeException unreadable) { // damaged, or of another fold
            return asStored;
        }
    }

    /** A field of another fold, which this one does not read. */
    private static boolean isUnknown(String name, BsonDocument left, BsonDocument right) {
        return !left.containsKey(name) && !right.containsKey(name);
    }

    /** In their order; an empty one where there is none. */
    private List<BsonDocument> loaded(
            Side side, List<String> ids, Map<String, BsonDocument> atHand) {
        List<String> missing = ids.stream().filter(id -> !atHand.containsKey(id)).toList();
        Map<String, BsonDocument> read =
                missing.isEmpty() ? Map.of() : store.load(side.documents(), missing);
        List<BsonDocument> loaded = new ArrayList<>();
        for (String id : ids) {
            BsonDocument document = atHand.getOrDefault(id, read.get(id));
            loaded.add(document == null ? new BsonDocument() : document);
        }
        return loaded;
    }

    private List<String> ofParts(List<BsonDocument> olds, List<BsonDocument> news) {
        TreeSet<String> differing = new TreeSet<>();
        for (int i = 0; i < olds.size(); i++)
            differing.addAll(sameness.differing(olds.get(i), news.get(i)));
        differing.remove("_id");
        return differing.stream().map(name -> "part." + name).toList();
    }
}
