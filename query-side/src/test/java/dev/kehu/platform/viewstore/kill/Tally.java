package dev.kehu.platform.viewstore.kill;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/**
 * A history that anybody can recompute: the event at a position touches one of 5,000 subjects, few
 * of them often, and the fold keeps a digest of everything it saw.
 */
final class Tally {
    private static final int SUBJECTS = 5_000;

    private Tally() {}

    static String subjectOf(String view, long position) {
        long mixed = mix(position + view.hashCode());
        long skewed =
                Math.min(Math.floorMod(mixed, SUBJECTS), Math.floorMod(mixed >>> 20, SUBJECTS));
        return "subject|" + skewed;
    }

    static BsonDocument fold(@Nullable BsonDocument before, String id, long position) {
        long count = before == null ? 0 : before.getInt64("count").getValue();
        long digest = mix(position ^ (before == null ? 0 : before.getInt64("digest").getValue()));
        int length = 500 + Math.floorMod(digest, 700);
        return new BsonDocument("_id", new BsonString(id))
                .append("position", new BsonInt64(position))
                .append("count", new BsonInt64(count + 1))
                .append("digest", new BsonInt64(digest))
                .append("text", new BsonString(Long.toHexString(digest).repeat(length / 12)));
    }

    /** Every document of a view after the event at {@code position}. */
    static Map<String, BsonDocument> upTo(String view, long position) {
        Map<String, BsonDocument> documents = new TreeMap<>();
        for (long p = 1; p <= position; p++) {
            String id = subjectOf(view, p);
            documents.put(id, fold(documents.get(id), id, p));
        }
        return documents;
    }

    private static long mix(long value) {
        long z = (value + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
