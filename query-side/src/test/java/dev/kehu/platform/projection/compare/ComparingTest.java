package dev.kehu.platform.projection.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Story;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

class ComparingTest {
    private final EmbeddedViewStore store = EmbeddedViewStore.inMemory();
    private final Sealing vault = new Sealing();

    @AfterEach
    void close() {
        store.close();
    }

    private Comparing comparing(int most) {
        return new Comparing(
                store,
                new Story("story"),
                vault,
                new Plain(),
                new Side("old", () -> 100, subject -> 0),
                new Side("new", () -> 100, subject -> 0),
                most);
    }

    private Comparison compared(int most) {
        Comparing comparing = comparing(most);
        assertThat(comparing.look(() -> true)).isTrue();
        return comparing.settle("view");
    }

    private void has(String collection, String id, long position, BsonValue value) {
        BsonDocument document = new BsonDocument("_id", new BsonString(id));
        document.append("position", new BsonInt64(position)).append("text", value);
        store.insert(collection, List.of(document));
    }

    private BsonString sealed(String text) {
        return new BsonString(vault.seal("subject", Category.OTHER, text));
    }

    @Test
    void readsAllPagesOfBoth() {
        IntStream.range(0, 2_345).forEach(i -> has("old", "a" + i, 1, new BsonString("one")));
        IntStream.range(1_200, 3_400).forEach(i -> has("new", "a" + i, 1, new BsonString("one")));
        assertThat(compared(9_999))
                .extracting(
                        Comparison::same,
                        Comparison::onlyOld,
                        Comparison::onlyNew,
                        Comparison::different,
                        Comparison::exact)
                .containsExactly(1_145L, 1_200L, 1_055L, 0L, true);
    }

    @Test
    void countsWhatItDoesNotLookAtAgain() {
        IntStream.range(0, 2_345).forEach(i -> has("old", "a" + i, 1, new BsonString("one")));
        IntStream.range(1_200, 3_400).forEach(i -> has("new", "a" + i, 1, new BsonString("one")));
        assertThat(compared(7))
                .extracting(
                        Comparison::same,
                        Comparison::onlyOld,
                        Comparison::onlyNew,
                        Comparison::exact)
                .containsExactly(1_145L, 1_200L, 1_055L, false);
        assertThat(compared(7).sample()).hasSize(7);
        assertThat(compared(9_999).sample()).hasSize(20);
    }

    @Test
    void comparesSealedTextsByWhatTheySay() {
        has("old", "a", 1, new BsonArray(List.of(sealed("hello"), sealed("x"))));
        has("new", "a", 1, new BsonArray(List.of(sealed("hello"), sealed("x"))));
        has("old", "b", 1, sealed("hello"));
        has("new", "b", 1, sealed("good-bye"));
        Comparison all = compared(9);
        assertThat(all.same()).isEqualTo(1);
        assertThat(all.sample()).singleElement().matches(d -> d.fields().equals(List.of("text")));
    }

    @Test
    void takesATextWhoseKeyIsGoneForNone() {
        has("old", "a", 1, sealed("gone"));
        store.insert(
                "new",
                List.of(
                        new BsonDocument("_id", new BsonString("a"))
                                .append("position", new BsonInt64(1))));
        vault.gone = true;
        assertThat(compared(9).same()).isEqualTo(1);
        vault.gone = false;
        assertThat(compared(9).different()).isEqualTo(1);
    }

    @Test
    void sparesWhatTheOldOneHasNotReached() {
        has("old", "a", 90, new BsonString("one"));
        has("new", "a", 101, new BsonString("two"));
        has("new", "b", 102, new BsonString("two"));
        assertThat(compared(9)).matches(all -> all.later() == 2 && all.changed() == 0);
    }

    @Test
    void looksAgainAtWhatWasWrittenSince() {
        Comparing comparing = comparing(9);
        comparing.look(() -> true);
        has("new", "a", 90, new BsonString("one"));
        comparing.written(List.of("a"));
        assertThat(comparing.settle("view").onlyNew()).isEqualTo(1);
    }

    @Test
    void comparesWhatADocumentPointsToWhereverThatStands() {
        points("old", "a", "part-1");
        points("new", "a", "part-2");
        has("old", "part-1", 1, new BsonString("one"));
        has("old", "part-3", 1, new BsonString("nobody points to it"));
        has("new", "part-2", 1, new BsonString("one"));
        assertThat(compared(9).changed()).isZero();
        points("old", "b", "part-1");
        points("new", "b", "part-4");
        has("new", "part-4", 1, new BsonString("two"));
        assertThat(compared(9).sample())
                .singleElement()
                .matches(each -> each.fields().equals(List.of("part.text")));
    }

    /** Between a document and its part is a page of others, or none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 250})
    void findsPartsNearAndFar(int between) {
        for (String build : List.of("old", "new")) {
            points(build, "a", "part-1");
            points(build, "b", "part-2");
            for (int i = 0; i < between; i++) has(build, "c" + i, 1, new BsonString("one"));
            has(build, "part-1", 1, new BsonString("one"));
            has(build, "part-2", 1, new BsonString("in the " + build));
        }
        Comparison all = compared(9);
        assertThat(all.same()).isEqualTo(between + 3L); // parts are counted, not looked at alone
        assertThat(all.sample())
                .singleElement()
                .matches(each -> each.document().equals("b"))
                .matches(each -> each.fields().equals(List.of("part.text")));
    }

    @Test
    void readsPartsOnceWhereTheyStandBesideWhatPointsToThem() {
        for (String build : List.of("old", "new"))
            for (int i = 0; i < 40; i++) {
                points(build, "a" + i, "part-" + i);
                has(build, "part-" + i, 1, new BsonString("one"));
            }
        long before = store.examined();
        assertThat(comparing(9).look(() -> true)).isTrue();
        assertThat(store.examined() - before).isEqualTo(160);
    }

    private void points(String collection, String id, String part) {
        store.insert(
                collection,
                List.of(
                        new BsonDocument("_id", new BsonString(id))
                                .append("position", new BsonInt64(1))
                                .append("part", new BsonString(part))));
    }

    @Test
    void endsWhenToldTo() {
        assertThat(comparing(9).look(() -> false)).isFalse();
    }

    /** Parts are called part…; the field {@code part} names one. */
    private static final class Plain implements Reading {
        @Override
        public boolean isPart(String document) {
            return document.startsWith("part");
        }

        @Override
        public BsonDocument plain(BsonDocument document) {
            BsonDocument plain = new BsonDocument();
            plain.putAll(document);
            plain.replace("part", new BsonString("somewhere"));
            return plain;
        }

        @Override
        public List<String> parts(BsonDocument document) {
            return document.containsKey("part")
                    ? List.of(document.getString("part").getValue())
                    : List.of();
        }

        @Override
        public String subjectOf(String document) {
            return document;
        }
    }

    /** Seals the same text differently each time, as a real one does. */
    private static final class Sealing implements Vault {
        private int sealed;
        private boolean gone;

        @Override
        public String seal(String subject, Category category, String text) {
            return "sealed:" + sealed++ + ":" + text;
        }

        @Override
        public String sealUnlessErased(String subject, Category category, String text) {
            return seal(subject, category, text);
        }

        @Override
        public @Nullable String open(String text) {
            String[] parts = text.split(":");
            if (!parts[0].equals("sealed")) throw new IllegalStateException("not sealed here");
            return gone ? null : parts[2];
        }

        @Override
        public long erasures() {
            return gone ? 1 : 0;
        }
    }
}
