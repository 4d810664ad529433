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
        List<String> fields = fields(old, anew);
        if (!fields.isEmpty()) return fields;
        List<String> olds = reading.parts(old), news = reading.parts(anew);
        if (olds.size() != news.size()) return List.of("part");
        for (int from = 0; from < olds.size(); from += PAGE) {
            int to = Math.min(olds.size(), from + PAGE);
            List<String> differing = ofParts(olds.subList(from, to), news.subList(from, to));
            if (!differing.isEmpty()) return differing;
        }
        return List.of();
    }

    private List<String> fields(BsonDocument old, BsonDocument anew) {
        List<String> asStored = sameness.differing(old, anew);
        if (asStored.isEmpty()) return asStored;
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

    private List<String> ofParts(List<String> olds, List<String> news) {
        Map<String, BsonDocument> before = store.load(before().documents(), olds);
        Map<String, BsonDocument> after = store.load(after().documents(), news);
        TreeSet<String> differing = new TreeSet<>();
        for (int i = 0; i < olds.size(); i++) {
            BsonDocument old = before.getOrDefault(olds.get(i), new BsonDocument());
            differing.addAll(
                    sameness.differing(old, after.getOrDefault(news.get(i), new BsonDocument())));
        }
        differing.remove("_id");
        return new ArrayList<>(differing.stream().map(name -> "part." + name).toList());
    }
}
