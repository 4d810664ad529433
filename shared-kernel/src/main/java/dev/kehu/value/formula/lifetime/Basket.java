package dev.kehu.value.formula.lifetime;

import java.util.Arrays;
import java.util.OptionalInt;

/** One customer's purchases: a sorted day each, with all that was paid on it. */
final class Basket {
    private int[] days = new int[2];
    private long[] paid = new long[2];
    private int size;

    void add(int day, long amount) {
        int place = Arrays.binarySearch(days, 0, size, day);
        if (place < 0) {
            place = -place - 1;
            open(place);
            days[place] = day;
            paid[place] = 0;
        }
        paid[place] = Math.addExact(paid[place], amount);
    }

    private void open(int place) {
        if (size == days.length) {
            days = Arrays.copyOf(days, 2 * size);
            paid = Arrays.copyOf(paid, 2 * size);
        }
        System.arraycopy(days, place, days, place + 1, size - place);
        System.arraycopy(paid, place, paid, place + 1, size - place);
        size++;
    }

    OptionalInt first() {
        return size == 0 ? OptionalInt.empty() : OptionalInt.of(days[0]);
    }

    /**
     * @param end not before the first day
     */
    Buyer until(String customer, int end) {
        int latest = 0;
        double later = 0;
        for (int i = 1; i < size && days[i] <= end; i++) {
            latest = i;
            later += paid[i];
        }
        double mean = latest == 0 ? 0 : later / latest / Baskets.UNIT;
        return new Buyer(customer, latest, days[latest] - days[0], end - days[0], mean);
    }
}
