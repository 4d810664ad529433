package dev.kehu.platform.projection.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class LockstepTest {
    private static final int TIMES = 2_000;
    private static final int LEAVES = 10;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private int leaves;

    /** As if sealed: what follows the number is what it says. */
    private static boolean same(String one, String other) {
        return one.charAt(0) == 's' && one.substring(2).equals(other.substring(2));
    }

    private static boolean alike(byte[] one, byte[] other) {
        return Lockstep.alike(ByteBuffer.wrap(one), ByteBuffer.wrap(other), LockstepTest::same);
    }

    private static byte[] bytes(BsonDocument document) {
        var buffer = new RawBsonDocument(document, new BsonDocumentCodec()).getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void takesWhatSaysTheSameForAlikeAndNothingElse() {
        for (int i = 0; i < TIMES; i++) {
            long shape = random.nextLong();
            byte[] one = document(shape, "1", -1);
            int changed = random.nextInt(leaves);
            assertThat(alike(one, document(shape, "2", -1))).as("seed %d", seed).isTrue();
            assertThat(alike(one, document(shape, "2", changed))).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void takesADamagedDocumentForAnother() {
        byte[] whole = document(seed, "1", -1);
        for (int end = 0; end < whole.length; end++) {
            byte[] torn = Arrays.copyOf(whole, end);
            assertThat(alike(torn, torn.clone())).as("seed %d, %d bytes", seed, end).isFalse();
        }
    }

    @Test
    void takesNegativeLengthsForDamage() {
        byte[] text = bytes(new BsonDocument("a", new BsonString("one")));
        byte[] binary = bytes(new BsonDocument("a", new BsonBinary(new byte[3])));
        for (byte[] whole : List.of(text, binary))
            for (int length : new int[] {-1, -2, -5, Integer.MIN_VALUE}) {
                ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(7, length);
                assertThat(alike(whole, whole.clone())).as("%d", length).isFalse();
            }
    }

    @Test
    void tellsFieldsByTheirNames() {
        BsonDocument one = new BsonDocument("a", new BsonInt32(1));
        BsonDocument other = new BsonDocument("b", new BsonInt32(1));
        assertThat(alike(bytes(one), bytes(other))).isFalse();
    }

    /** The same document for the same shape, but for how it was sealed and one leaf. */
    private byte[] document(long shape, String sealing, int changed) {
        leaves = 0;
        Random chance = new Random(shape);
        BsonDocument document = new BsonDocument("_id", new BsonString("id"));
        for (int i = 0; i < LEAVES; i++)
            document.append("field" + i, value(chance, sealing, changed, 3));
        return bytes(document);
    }

    private BsonValue value(Random chance, String sealing, int changed, int depth) {
        int kind = chance.nextInt(depth > 0 ? 11 : 9);
        if (kind == 9) {
            BsonDocument inner = new BsonDocument();
            for (int i = chance.nextInt(3); i >= 0; i--)
                inner.append("x" + i, value(chance, sealing, changed, depth - 1));
            return inner;
        }
        if (kind == 10) {
            List<BsonValue> all = new ArrayList<>();
            for (int i = chance.nextInt(3); i >= 0; i--)
                all.add(value(chance, sealing, changed, depth - 1));
            return new BsonArray(all);
        }
        return leaf(kind, chance.nextInt(100), sealing, leaves++ == changed ? 1 : 0);
    }

    private static BsonValue leaf(int kind, int value, String sealing, int change) {
        return switch (kind) {
            case 0 -> new BsonString("s" + sealing + (value + 100 + change));
            case 1 -> new BsonString("plain" + (value + 100 + change));
            case 2 -> new BsonInt32(value + change);
            case 3 -> new BsonInt64(value + change);
            case 4 -> new BsonDouble(value + change);
            case 5 -> new BsonBoolean(change == 0);
            case 6 -> new BsonDateTime(value + change);
            case 7 -> change == 0 ? BsonNull.VALUE : new BsonInt32(1);
            default ->
                    value % 2 == 0
                            ? new BsonDecimal128(new Decimal128(value + change))
                            : new BsonBinary(new byte[] {(byte) (value + change), 1});
        };
    }
}
