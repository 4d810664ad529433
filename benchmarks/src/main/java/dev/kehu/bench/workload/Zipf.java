package dev.kehu.bench.workload;

import java.util.Arrays;

/** Few customers come often, most seldom: rank r has weight 1/r. */
final class Zipf {
    private final double[] cumulative;

    Zipf(int count) {
        cumulative = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
    }

    /** The rank (from 0) at a place between 0 and 1. */
    int at(double place) {
        int found = Arrays.binarySearch(cumulative, place * cumulative[cumulative.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
    }
}
