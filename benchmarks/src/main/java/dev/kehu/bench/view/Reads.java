package dev.kehu.bench.view;

import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.SplittableRandom;

/** Single reads, one after the other by one caller, each of something chosen by chance. */
record Reads(Duration time, double percentile) {
    private static final int DIGITS = 3;
    private static final long SEED = 20261124;
    private static final double NANOS_PER_MILLI = 1e6;

    /** One read. */
    interface Read {
        void of(SplittableRandom random) throws Exception;
    }

    /** Milliseconds at the percentile; all contenders read the same. */
    double millis(Read read) throws Exception {
        return millis(random -> {}, read);
    }

    /**
     * @param before what comes before each read and does not count
     */
    double millis(Read before, Read read) throws Exception {
        Histogram nanos = new Histogram(DIGITS);
        SplittableRandom random = new SplittableRandom(SEED);
        long end = System.nanoTime() + time.toNanos();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            before.of(random);
            long from = System.nanoTime();
            read.of(random);
            nanos.recordValue(System.nanoTime() - from);
        }
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
}
