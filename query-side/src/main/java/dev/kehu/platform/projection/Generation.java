package dev.kehu.platform.projection;

import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.viewstore.ViewStore;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** One build of a view: its collections carry its number. */
record Generation(String view, long number) {
    private static final int PAGE = 1_000;

    /** Collections of all builds of a view. */
    static List<String> of(String view, ViewStore store) {
        return store.collections().stream().filter(c -> c.startsWith(view + "_g")).toList();
    }

    String documents() {
        return view + "_g" + number;
    }

    /** What is left out of them. */
    String spots() {
        return documents() + "_spots";
    }

    /** How far it has come while it is built subject by subject. */
    String sweep() {
        return documents() + "_sweep";
    }

    List<String> collections() {
        return List.of(documents(), spots());
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
}
