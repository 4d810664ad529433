package dev.kehu.platform.viewstore.wire;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;

import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a filter asks of {@code _id}, and what is left to compare in the document.
 *
 * @param ids exactly these, in order of key, or null when a range is asked
 * @param range of keys, used when {@code ids} is null
 * @param rest of the filter, empty when the key decides alone
 */
record Selection(@Nullable TreeSet<String> ids, Range range, Document rest) {
    static final String ID = "_id";
    private static final String POSITION = "position";

    /** Bounds of keys; null is open. */
    record Range(@Nullable String from, boolean fromIn, @Nullable String to, boolean toIn) {
        static final Range ALL = new Range(null, true, null, true);

        boolean holds(String key) {
            return (from == null || above(IdOrder.INSTANCE.compare(key, from), fromIn))
                    && (to == null || above(IdOrder.INSTANCE.compare(to, key), toIn));
        }

        private static boolean above(int difference, boolean in) {
            return difference > 0 || in && difference == 0;
        }
    }

    /** Keys from {@code from} up to, and without, {@code to}; null is open. */
    static Selection between(@Nullable String from, @Nullable String to) {
        return new Selection(null, new Range(from, true, to, false), new Document());
    }

    static Selection of(Document filter) {
        Document rest = new Document(filter);
        Object id = rest.remove(ID);
        if (!filter.containsKey(ID)) {
            return new Selection(null, Range.ALL, rest);
        }
        if (id instanceof String text) {
            return new Selection(keys(List.of(text)), Range.ALL, rest);
        }
        if (id instanceof Document operators && !operators.isEmpty()) {
            return byOperators(operators, rest);
        }
        throw WireError.badValue("_id must be text");
    }

    private static Selection byOperators(Document operators, Document rest) {
        TreeSet<String> ids = null;
        Range range = Range.ALL;
        for (Map.Entry<String, Object> operator : operators.entrySet()) {
            Object operand = operator.getValue();
            switch (operator.getKey()) {
                case "$in" -> ids = keys((Collection<?>) operand);
                case "$eq" -> ids = keys(List.of(operand));
                case "$gt" -> range = new Range(text(operand), false, range.to, range.toIn);
                case "$gte" -> range = new Range(text(operand), true, range.to, range.toIn);
                case "$lt" -> range = new Range(range.from, range.fromIn, text(operand), false);
                case "$lte" -> range = new Range(range.from, range.fromIn, text(operand), true);
                default -> throw WireError.badValue("_id knows no " + operator.getKey());
            }
        }
        if (ids != null) {
            Range bounds = range;
            ids.removeIf(key -> !bounds.holds(key));
        }
        return new Selection(ids, range, rest);
    }

    private static TreeSet<String> keys(Collection<?> operands) {
        TreeSet<String> keys = new TreeSet<>(IdOrder.INSTANCE);
        operands.forEach(operand -> keys.add(text(operand)));
        return keys;
    }

    private static String text(Object operand) {
        if (operand instanceof String text) {
            return text;
        }
        throw WireError.badValue("_id must be text");
    }

    boolean matches(byte[] document) {
        if (rest.isEmpty()) {
            return true;
        }
        if (rest.size() == 1 && rest.get(POSITION) instanceof Long position) {
            // the compare of every compare-and-set: not worth decoding the whole document
            return isAt(document, position);
        }
        return new DefaultQueryMatcher().matches(Bytes.document(document), rest);
    }

    static boolean isAt(byte[] document, long position) {
        return new BsonInt64(position).equals(new RawBsonDocument(document).get(POSITION));
    }

    @Nullable Iterator<String> listed(boolean ascending) {
        if (ids == null) {
            return null;
        }
        return ascending ? ids.iterator() : ids.descendingIterator();
    }
}
