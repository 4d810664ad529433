package dev.kehu.platform.projection.compare;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;

/**
 * Walks the bytes of two documents side by side (<a
 * href="https://bsonspec.org/spec.html">bsonspec.org</a>): two builds of one history have the same
 * fields in the same order, so nothing is taken apart but texts that differ. It only ever answers
 * that two are alike; what is not alike here may still say the same.
 */
final class Lockstep {
    private static final byte DOUBLE = 0x01, TEXT = 0x02, DOCUMENT = 0x03, ARRAY = 0x04;
    private static final byte BINARY = 0x05, FLAG = 0x08, TIME = 0x09, NOTHING = 0x0a;
    private static final byte INT = 0x10, LONG = 0x12, DECIMAL = 0x13, END = 0;

    private final ByteBuffer one;
    private final ByteBuffer other;
    private final BiPredicate<String, String> sameText;

    private Lockstep(ByteBuffer one, ByteBuffer other, BiPredicate<String, String> sameText) {
        this.one = one.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.other = other.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.sameText = sameText;
    }

    /**
     * @param sameText whether two texts that differ say the same
     */
    static boolean alike(ByteBuffer one, ByteBuffer other, BiPredicate<String, String> sameText) {
        try {
            return new Lockstep(one, other, sameText).document();
        } catch (BufferUnderflowException | IllegalArgumentException damaged) {
            return false;
        }
    }

    private boolean document() {
        if (one.getInt() != other.getInt()) return false;
        while (true) {
            byte type = one.get();
            if (type != other.get()) return false;
            if (type == END) return true;
            if (!name() || !value(type)) return false;
        }
    }

    private boolean name() {
        byte letter;
        do {
            letter = one.get();
            if (letter != other.get()) return false;
        } while (letter != END);
        return true;
    }

    private boolean value(byte type) {
        return switch (type) {
            case TEXT -> text();
            case DOCUMENT, ARRAY -> document();
            case DOUBLE, TIME, LONG -> one.getLong() == other.getLong();
            case INT -> one.getInt() == other.getInt();
            case FLAG -> one.get() == other.get();
            case NOTHING -> true;
            case DECIMAL -> one.getLong() == other.getLong() && one.getLong() == other.getLong();
            case BINARY -> binary();
            default -> false;
        };
    }

    private boolean text() {
        int length = one.getInt();
        // Sealed texts that say the same are as long; none is shorter than the zero at its end.
        if (length != other.getInt() || length < 1) return false;
        int from = one.position(), to = other.position();
        one.position(from + length);
        other.position(to + length);
        return one.slice(from, length).equals(other.slice(to, length))
                || sameText.test(text(one, from, length), text(other, to, length));
    }

    /** Without the zero at its end. */
    private static String text(ByteBuffer bytes, int from, int length) {
        byte[] text = new byte[length - 1];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private boolean binary() {
        int length = one.getInt() + 1; // and its subtype
        if (length != other.getInt() + 1 || length < 1) return false;
        int from = one.position(), to = other.position();
        one.position(from + length);
        other.position(to + length);
        return one.slice(from, length).equals(other.slice(to, length));
    }
}
