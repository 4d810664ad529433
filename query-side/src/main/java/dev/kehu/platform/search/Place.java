package dev.kehu.platform.search;

import dev.kehu.platform.answer.Cursor;

import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Where a hit stands: its tier, and in it the values of the order.
 *
 * @param values numbers as {@code n12}, texts as {@code tcustomer-1}; no personal data
 */
public record Place(int tier, List<String> values) {
    private static final String BETWEEN = ",";

    static Place of(int tier, FieldDoc hit) {
        return new Place(tier, Arrays.stream(hit.fields).map(Place::text).toList());
    }

    /** For a cursor. */
    public String text() {
        return tier + BETWEEN + String.join(BETWEEN, values);
    }

    /**
     * @throws dev.kehu.kernel.Refusal {@code cursor.unknown}
     */
    public static Place of(String text) {
        String[] parts = text.split(BETWEEN);
        int tier = (int) Cursor.number(parts[0]);
        List<String> values = List.of(parts).subList(1, parts.length);
        if (tier < 0 || values.stream().anyMatch(v -> !v.matches("n-?\\d{1,19}|t.+")))
            throw Cursor.unknown();
        return new Place(tier, values);
    }

    FieldDoc doc(Sort order) {
        SortField[] by = order.getSort();
        if (values.size() != by.length) throw Cursor.unknown();
        Object[] fields = values.stream().map(Place::value).toArray();
        for (int i = 0; i < by.length; i++)
            if (fields[i] instanceof BytesRef != (by[i].getType() == SortField.Type.STRING))
                throw Cursor.unknown();
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, fields);
    }

    private static Object value(String text) {
        String rest = text.substring(1);
        return text.charAt(0) == 'n' ? Cursor.number(rest) : new BytesRef(rest);
    }

    private static String text(@Nullable Object value) {
        return value instanceof BytesRef text ? "t" + text.utf8ToString() : "n" + value;
    }
}
