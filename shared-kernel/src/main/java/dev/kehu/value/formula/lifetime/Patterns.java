package dev.kehu.value.formula.lifetime;

import java.util.Arrays;
import java.util.List;

/**
 * Customers by how they bought. Who bought alike is one row, and the rows are sorted, so that no
 * sum depends on the order of the customers. The arrays are owned by who asked.
 *
 * @param frequency of a row's customers, from 1: who never came back stands only in the sums
 * @param customers how many bought like this
 */
record Patterns(
        int[] frequency,
        int[] recency,
        int[] age,
        double[] customers,
        double[] customersByFrequency,
        double[] customersByAge,
        double[] repeatsByAge) {
    /** A row as one number: 19 bits for the frequency, 22 each for age and recency in days. */
    private static final int DAY_BITS = 22;

    private static final long DAY_MASK = (1L << DAY_BITS) - 1;

    int rows() {
        return frequency.length;
    }

    static Patterns of(List<Buyer> buyers) {
        int most = 0;
        int oldest = 0;
        long[] keys = new long[buyers.size()];
        int comers = 0;
        for (Buyer each : buyers) {
            most = Math.max(most, each.frequency());
            oldest = Math.max(oldest, each.age());
            if (each.frequency() > 0) keys[comers++] = key(each);
        }
        double[] byFrequency = new double[most + 1];
        double[] byAge = new double[oldest + 1];
        double[] repeats = new double[oldest + 1];
        for (Buyer each : buyers) {
            byFrequency[each.frequency()]++;
            byAge[each.age()]++;
            repeats[each.age()] += each.frequency();
        }
        Arrays.sort(keys, 0, comers);
        return rows(keys, comers, byFrequency, byAge, repeats);
    }

    private static long key(Buyer buyer) {
        return ((long) buyer.frequency() << 2 * DAY_BITS)
                | ((long) buyer.age() << DAY_BITS)
                | buyer.recency();
    }

    private static Patterns rows(
            long[] keys, int size, double[] byFrequency, double[] byAge, double[] repeats) {
        int[] frequency = new int[size];
        int[] recency = new int[size];
        int[] age = new int[size];
        double[] customers = new double[size];
        int rows = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                frequency[rows] = (int) (keys[i] >> 2 * DAY_BITS);
                age[rows] = (int) (keys[i] >> DAY_BITS & DAY_MASK);
                recency[rows++] = (int) (keys[i] & DAY_MASK);
            }
            customers[rows - 1]++;
        }
        return new Patterns(
                Arrays.copyOf(frequency, rows),
                Arrays.copyOf(recency, rows),
                Arrays.copyOf(age, rows),
                Arrays.copyOf(customers, rows),
                byFrequency,
                byAge,
                repeats);
    }
}
