package dev.kehu.platform.projection;

import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One build of a view: its collections carry its number. */
record Generation(String view, long number) {
    private static final int PAGE = 1_000;

    static boolean isOf(String view, String collection) {
        return collection.startsWith(view + "_g");
    }

    String documents() {
        return view + "_g" + number;
    }

    String parked() {
        return documents() + "_parked";
    }

    List<String> collections() {
        return List.of(documents(), parked());
    }

    Map<String, Parked> parked(ViewStore store) {
        Map<String, Parked> parked = new LinkedHashMap<>();
        for (BsonDocument each : store.range(parked(), null, null, Integer.MAX_VALUE)) {
            String subject = each.getString("_id").getValue();
            long position = each.getNumber("position").longValue();
            String error = each.getString("error").getValue();
            parked.put(subject, new Parked(view, subject, position, error));
        }
        return parked;
    }

    void park(ViewStore store, Map<String, Parked> before, Map<String, Parked> after) {
        List<Change> changes = new ArrayList<>();
        after.forEach(
                (subject, each) -> {
                    if (!before.containsKey(subject))
                        changes.add(new Change(subject, null, document(each)));
                });
        if (!changes.isEmpty()) store.save(parked(), changes);
    }

    /** All documents, read in pages. */
    <D> Stream<D> scan(ViewStore store, RecordCodec<D> codec) {
        return Stream.iterate(
                        page(store, null), page -> !page.isEmpty(), page -> after(store, page))
                .flatMap(List::stream)
                .map(codec::decode);
    }

    private List<BsonDocument> after(ViewStore store, List<BsonDocument> page) {
        if (page.size() < PAGE) return List.of();
        return page(store, page.getLast().getString("_id").getValue() + "\0");
    }

    private List<BsonDocument> page(ViewStore store, @Nullable String from) {
        return store.range(documents(), from, null, PAGE);
    }

    private static BsonDocument document(Parked parked) {
        return new BsonDocument("_id", new BsonString(parked.subject()))
                .append("position", new BsonInt64(parked.position()))
                .append("error", new BsonString(parked.error()));
    }
}
