package dev.kehu.platform.serializer;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * What small stored bytes were read as, for bytes that come again and again. Each place holds the
 * last that fell on it, so what never comes again is soon forgotten. Needs no lock; the value has
 * to be immutable.
 */
final class Remembered<V> {
    private static final int PLACES = 1 << 10;
    private static final int LONGEST = 256;

    private final AtomicReferenceArray<@Nullable Entry<V>> places =
            new AtomicReferenceArray<>(PLACES);
    private final Function<byte[], V> reading;

    Remembered(Function<byte[], V> reading) {
        this.reading = reading;
    }

    private record Entry<V>(byte[] bytes, V value) {}

    V read(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return reading.apply(bytes);
        }
        int hash = Arrays.hashCode(bytes);
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Entry<V> known = places.get(place);
        if (known != null && Arrays.equals(known.bytes(), bytes)) {
            return known.value();
        }
        V value = reading.apply(bytes);
        places.set(place, new Entry<>(bytes.clone(), value));
        return value;
    }
}
