package dev.kehu.bench.metric;

import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.Messages;

import org.HdrHistogram.Histogram;

import java.util.SplittableRandom;

/** Loads of whole streams taken at random. */
final class Loads {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int DIGITS = 3;

    private Loads() {}

    /** Loads one stream; answers the number of events. */
    interface Load {
        int one(String stream) throws Exception;
    }

    /** The median of single loads, ms. */
    static double median(Run run, int streams, Load load) throws Exception {
        Histogram nanos = new Histogram(DIGITS);
        SplittableRandom random = new SplittableRandom(streams);
        long end = System.nanoTime() + run.sizes().round().toNanos();
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            String stream = run.messages().stream(random.nextInt(streams));
            long before = System.nanoTime();
            if (load.one(stream) != Messages.STREAM_LENGTH) {
                throw new IllegalStateException("A stream was not read whole");
            }
            nanos.recordValue(System.nanoTime() - before);
        }
        return nanos.getValueAtPercentile(50) / NANOS_PER_MILLI;
    }
}
