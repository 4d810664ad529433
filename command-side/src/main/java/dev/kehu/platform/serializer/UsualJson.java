package dev.kehu.platform.serializer;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in JSON that was written as the serializer writes it: no white space, no escapes in what
 * is looked at. Whatever else JSON may look like is left to the parser, which costs three times as
 * much, so nothing here is an error: it is not there, as far as one sees here.
 */
final class UsualJson {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = ONES << 7;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    /** Seven spaces behind a byte that stands alone. */
    private static final long REST = SPACES & ~0xFFL;

    /**
     * What a decoder puts where bytes are no UTF-8; stored texts hardly ever have it themselves.
     */
    private static final char REPLACED = '\uFFFD';

    static final byte[] TRUE = bytes("true");
    static final byte[] FALSE = bytes("false");
    private static final byte[] NULL = bytes("null");

    private final byte[] json;
    private int at;

    UsualJson(byte[] json) {
        this.json = json;
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** Goes past this character when it is the next one. */
    boolean past(char next) {
        boolean there = at < json.length && json[at] == next;
        at += there ? 1 : 0;
        return there;
    }

    /** Goes past these bytes when they come next. */
    boolean past(byte[] next) {
        int end = at + next.length;
        if (end > json.length || !Arrays.equals(json, at, end, next, 0, next.length)) {
            return false;
        }
        at = end;
        return true;
    }

    boolean pastNull() {
        return past(NULL);
    }

    boolean atEnd() {
        return at == json.length;
    }

    /** The text that comes next, gone past; null when it is not usual. */
    @Nullable String text() {
        int end = endOfText(0);
        if (end < 0) {
            return null;
        }
        String text = new String(json, at + 1, end - at - 1, StandardCharsets.UTF_8);
        at = end + 1;
        return text.indexOf(REPLACED) < 0 ? text : null;
    }

    /**
     * The bytes of the text that comes next, gone past; null when it is not usual, or not ASCII.
     */
    byte @Nullable [] ascii() {
        int end = endOfText(HIGH);
        if (end < 0) {
            return null;
        }
        byte[] text = Arrays.copyOfRange(json, at + 1, end);
        at = end + 1;
        return text;
    }

    /**
     * Where the closing quote of the text that begins here stands; −1 when it is not usual.
     *
     * @param odd bits that none of its bytes may have
     */
    private int endOfText(long odd) {
        if (at >= json.length || json[at] != '"') {
            return -1;
        }
        int i = at + 1;
        for (; i <= json.length - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONGS.get(json, i);
            long found = marked(eight) | eight & odd;
            if (found != 0) {
                return quote(i + Long.numberOfTrailingZeros(found) / Byte.SIZE);
            }
        }
        while (i < json.length && (marked(json[i] & 0xFFL | REST) | json[i] & odd) == 0) {
            i++;
        }
        return quote(i);
    }

    private int quote(int i) {
        return i < json.length && json[i] == '"' ? i : -1;
    }

    /**
     * The high bit of the first of eight bytes that is a quote, a backslash or below a space, and
     * maybe of bytes behind it: Warren, Hacker's Delight 6.1.
     */
    private static long marked(long eight) {
        long quotes = eight ^ QUOTES;
        long backslashes = eight ^ BACKSLASHES;
        return (quotes - ONES & ~quotes
                        | backslashes - ONES & ~backslashes
                        | eight - SPACES & ~eight)
                & HIGH;
    }

    /** The number of up to that many digits that comes next, gone past; −1 when it is not usual. */
    long digits(int most) {
        int from = at;
        long number = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - from <= most) {
            number = number * 10 + json[at++] - '0';
        }
        int digits = at - from;
        boolean usual = digits == 1 || digits > 1 && digits <= most && json[from] != '0';
        return usual ? number : -1;
    }
}
