package dev.kehu.platform.viewstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.viewstore.ViewStore.Change;

import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What every view store must do, whatever is behind it. */
abstract class ViewStoreContract {
    private static final String VIEW = "contract_v1";

    private ViewStore store;

    /** An open store; the contract closes it. */
    abstract ViewStore open();

    /** The store was closed. */
    void closed() {}

    @BeforeEach
    void start() {
        store = open();
        store.drop(VIEW);
        store.forget("contract");
    }

    @AfterEach
    void stop() {
        store.drop(VIEW);
        store.forget("contract");
        store.close();
        closed();
    }

    static BsonDocument document(String id, long position, String text) {
        return new BsonDocument("_id", new BsonString(id))
                .append("position", new BsonInt64(position))
                .append("text", new BsonString(text));
    }

    static Change change(String id, @Nullable Long loaded, long position) {
        return new Change(id, loaded, document(id, position, "at " + position));
    }

    private long position(String id) {
        return store.load(VIEW, List.of(id)).get(id).getInt64("position").getValue();
    }

    private List<String> ids(@Nullable String from, @Nullable String to, int limit) {
        return store.range(VIEW, from, to, limit).stream()
                .map(found -> found.getString("_id").getValue())
                .toList();
    }

    @Nested
    class Saves {
        @Test
        void whatItLoads() {
            assertThat(store.save(VIEW, List.of(change("a", null, 1), change("b", null, 2))))
                    .isEmpty();

            assertThat(store.load(VIEW, List.of("a", "b", "absent")))
                    .containsOnlyKeys("a", "b")
                    .containsEntry("b", document("b", 2, "at 2"));
        }

        @Test
        void replacesExactlyTheLoadedPosition() {
            store.save(VIEW, List.of(change("a", null, 1)));

            assertThat(store.save(VIEW, List.of(change("a", 1L, 5)))).isEmpty();

            assertThat(position("a")).isEqualTo(5);
            assertThat(store.count(VIEW)).isEqualTo(1);
        }

        @Test
        void anEqualOrLowerPositionForWhoMends() {
            store.save(VIEW, List.of(change("a", null, 5), change("b", null, 5)));

            assertThat(store.save(VIEW, List.of(change("a", 5L, 5), change("b", 5L, 3)))).isEmpty();

            assertThat(position("a")).isEqualTo(5);
            assertThat(position("b")).isEqualTo(3);
        }

        @Test
        void nothingThatWasRemoved() {
            store.save(VIEW, List.of(change("a", null, 1), change("b", null, 1)));
            BsonDocument none = new BsonDocument("_id", new BsonString("none"));
            store.save(VIEW, List.of(new Change("none", null, none)));

            store.remove(VIEW, List.of("a", "none", "absent"));

            assertThat(store.load(VIEW, List.of("a", "b", "none"))).containsOnlyKeys("b");
        }

        @Test
        void namesEveryConflictAndWritesTheRest() {
            store.save(VIEW, List.of(change("taken", null, 1), change("moved", null, 7)));

            Set<String> conflicts =
                    store.save(
                            VIEW,
                            List.of(
                                    change("taken", null, 2),
                                    change("new", null, 3),
                                    change("moved", 6L, 8),
                                    change("gone", 4L, 9)));

            assertThat(conflicts).containsExactlyInAnyOrder("taken", "moved", "gone");
            assertThat(position("new")).isEqualTo(3);
            assertThat(position("taken")).isEqualTo(1);
            assertThat(position("moved")).isEqualTo(7);
            assertThat(store.load(VIEW, List.of("gone"))).isEmpty();
        }

        @Test
        void nothingWhenNothingChanged() {
            assertThat(store.save(VIEW, List.of())).isEmpty();
            assertThat(store.load(VIEW, List.of())).isEmpty();
        }

        @Test
        void refusesADocumentAbove16MegabytesWithoutAHalfWrittenBulk() {
            BsonDocument huge =
                    document("huge", 1, "").append("b", new BsonBinary(new byte[17 << 20]));

            assertThatThrownBy(
                            () ->
                                    store.save(
                                            VIEW,
                                            List.of(
                                                    change("small", null, 1),
                                                    new Change("huge", null, huge))))
                    .isInstanceOfSatisfying(
                            ViewStoreFailure.class,
                            e -> assertThat(e.code()).isEqualTo("viewstore.too-large"));
            assertThat(store.count(VIEW)).isZero();
        }

        @Test
        void manyLargeDocumentsAndReadsThemBack() {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                BsonDocument large = document("large" + i, 1, "x".repeat(3 << 20));
                changes.add(new Change("large" + i, null, large));
            }

            assertThat(store.save(VIEW, changes)).isEmpty();

            assertThat(store.load(VIEW, changes.stream().map(Change::id).toList())).hasSize(30);
        }
    }

    @Nested
    class Inserts {
        @Test
        void andCounts() {
            store.insert(
                    VIEW,
                    IntStream.range(0, 2_500).mapToObj(i -> document("d" + i, i, "")).toList());

            assertThat(store.count(VIEW)).isEqualTo(2_500);
        }

        @Test
        void allButTheDuplicateOfAnUnorderedBulk() {
            store.insert(VIEW, List.of(document("b", 1, "first")));

            assertThatThrownBy(
                            () ->
                                    store.insert(
                                            VIEW,
                                            List.of(
                                                    document("a", 1, ""),
                                                    document("b", 2, "second"),
                                                    document("c", 3, ""))))
                    .isInstanceOfSatisfying(
                            ViewStoreFailure.class,
                            e -> assertThat(e.code()).isEqualTo("viewstore.duplicate"));
            assertThat(ids(null, null, 10)).containsExactly("a", "b", "c");
            assertThat(position("b")).isEqualTo(1);
        }
    }

    @Nested
    class Ranges {
        @BeforeEach
        void fill() {
            List<String> shuffled = new ArrayList<>(IN_ORDER);
            Collections.reverse(shuffled);
            store.insert(VIEW, shuffled.stream().map(id -> document(id, 1, "")).toList());
        }

        /** Bytes of UTF-8: the emoji is above the full-width tilde, Java's own order disagrees. */
        private static final List<String> IN_ORDER =
                List.of("A|1", "A|2", "a", "a|1997-01", "a|1997-02", "b", "ä", "客户", "～", "😀");

        @Test
        void comeInOrderOfUtf8Bytes() {
            assertThat(ids(null, null, 100)).isEqualTo(IN_ORDER);
        }

        @Test
        void holdTheirLowerAndNotTheirUpperEnd() {
            assertThat(ids("a|", "a}", 100)).containsExactly("a|1997-01", "a|1997-02");
            assertThat(ids("a", "b", 100)).containsExactly("a", "a|1997-01", "a|1997-02");
            assertThat(ids("客户", null, 100)).containsExactly("客户", "～", "😀");
            assertThat(ids(null, "a", 100)).containsExactly("A|1", "A|2");
        }

        @Test
        void stopAtTheLimit() {
            assertThat(ids("a", null, 2)).containsExactly("a", "a|1997-01");
            assertThat(ids("a", null, 0)).isEmpty();
        }
    }

    @Nested
    class Names {
        @Test
        void areListedUntilDropped() {
            store.insert(VIEW, List.of(document("a", 1, "")));
            store.remember(new Manifest("contract", 1, "store", 1, 1, "e1"));

            assertThat(store.collections()).contains(VIEW).noneMatch(n -> n.contains("manifest"));

            store.drop(VIEW);
            store.drop(VIEW);

            assertThat(store.collections()).doesNotContain(VIEW);
            assertThat(store.count(VIEW)).isZero();
            assertThat(store.load(VIEW, List.of("a"))).isEmpty();
        }
    }

    @Nested
    class Manifests {
        @Test
        void areReplacedAndForgotten() {
            assertThat(store.manifest("contract")).isEmpty();

            store.remember(new Manifest("contract", 1, "store", 1, 0, ""));
            Manifest last = new Manifest("contract", 2, "store", 3, 1L << 40, "event-9");
            store.remember(last);

            assertThat(store.manifest("contract")).contains(last);
            store.forget("contract");
            assertThat(store.manifest("contract")).isEmpty();
        }

        @Test
        void areWrittenInsideABatch() {
            Manifest manifest = new Manifest("contract", 1, "store", 1, 1, "e1");
            try (ViewStore.Batch batch = store.begin()) {
                assertThat(batch).isNotNull();
                store.save(VIEW, List.of(change("a", null, 1)));
                store.remember(manifest);
            }
            store.commit();

            assertThat(store.manifest("contract")).contains(manifest);
            assertThat(position("a")).isEqualTo(1);
        }
    }
}
