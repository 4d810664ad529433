package dev.kehu.platform.bson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

class RecordCodecTest {
    record Inner(String word, @Nullable Long number) {}

    record Whole(
            String id,
            long position,
            boolean yes,
            int small,
            @Nullable Instant at,
            @Nullable BigDecimal exact,
            List<Inner> list,
            SortedSet<String> set,
            SortedMap<String, Inner> map,
            @Nullable Inner inner) {}

    sealed interface Shape {
        record Circle(String id, long position, long radius) implements Shape {}

        record Square(String id, long position, long side) implements Shape {}
    }

    record Unfit(String id, Map<Integer, String> map) {}

    private static final Whole EMPTY =
            new Whole(
                    "a",
                    1,
                    false,
                    0,
                    null,
                    null,
                    List.of(),
                    Collections.emptySortedSet(),
                    Collections.emptySortedMap(),
                    null);

    private static Whole full() {
        SortedMap<String, Inner> map = new TreeMap<>();
        map.put("a.b$c%d+e", new Inner("客户", 3L));
        map.put("", new Inner("empty key", null));
        return new Whole(
                "a|b",
                Long.MAX_VALUE,
                true,
                -7,
                Instant.parse("1997-01-01T12:00:00.123Z"),
                new BigDecimal("1.50"),
                List.of(new Inner("x", null), new Inner("y", 2L)),
                new TreeSet<>(List.of("q", "p")),
                map,
                new Inner("z", 1L));
    }

    private static <D> D trip(Class<D> type, D value) {
        RecordCodec<D> codec = RecordCodec.of(type);
        return codec.decode(new RawBsonDocument(codec.encode(value), new BsonDocumentCodec()));
    }

    @Test
    void readsWhatItWrote() {
        assertThat(trip(Whole.class, full())).isEqualTo(full());
        assertThat(trip(Whole.class, EMPTY)).isEqualTo(EMPTY);
    }

    @Test
    void writesTextsAsTheDriverDoes() {
        List<Inner> texts =
                Stream.of("", "plain", "Jürgen", "客户询问", "😀 and more", "a\0b", "x".repeat(5_000))
                        .map(text -> new Inner(text, null))
                        .toList();
        Whole whole =
                new Whole(
                        "客户|b",
                        1,
                        true,
                        0,
                        null,
                        null,
                        texts,
                        new TreeSet<>(List.of("ü")),
                        full().map(),
                        null);
        RawBsonDocument ours = (RawBsonDocument) RecordCodec.of(Whole.class).encode(whole);
        BsonDocument tree = ours.decode(new BsonDocumentCodec());
        RawBsonDocument driver = new RawBsonDocument(tree, new BsonDocumentCodec());
        assertThat(bytes(ours)).isEqualTo(bytes(driver));
    }

    private static byte[] bytes(RawBsonDocument document) {
        byte[] bytes = new byte[document.getByteBuffer().remaining()];
        document.getByteBuffer().get(bytes);
        return bytes;
    }

    @Test
    void leavesOutWhatIsNotThere() {
        BsonDocument document = RecordCodec.of(Whole.class).encode(EMPTY);
        assertThat(document.keySet()).containsExactly("_id", "position", "yes", "small");
    }

    @Test
    void tellsMembersOfAFamilyApart() {
        Shape square = new Shape.Square("s", 2, 4);
        assertThat(trip(Shape.class, square)).isEqualTo(square);
        assertThat(trip(Shape.class, new Shape.Circle("s", 2, 4))).isNotEqualTo(square);
    }

    @Test
    void refusesATypeNoDocumentCanHold() {
        assertThatThrownBy(() -> RecordCodec.of(Unfit.class))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
