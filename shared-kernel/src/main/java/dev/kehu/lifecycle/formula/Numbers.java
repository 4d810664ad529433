package dev.kehu.lifecycle.formula;

import java.util.Arrays;
import java.util.OptionalLong;

/** A growing list of whole numbers, eight bytes each. */
final class Numbers {
    private static final int FIRST = 4;

    private long[] values = new long[0];
    private int size;

    void add(long value) {
        if (size == values.length) values = Arrays.copyOf(values, Math.max(FIRST, size * 2));
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long get(int place) {
        return values[place];
    }

    /** The one added last that is not over a bound. */
    OptionalLong lastUpTo(long bound) {
        for (int i = size - 1; i >= 0; i--)
            if (values[i] <= bound) return OptionalLong.of(values[i]);
        return OptionalLong.empty();
    }

    /** All of both, ascending. */
    long[] sortedWith(long[] others) {
        long[] all = Arrays.copyOf(others, others.length + size);
        System.arraycopy(values, 0, all, others.length, size);
        Arrays.sort(all);
        return all;
    }
}
