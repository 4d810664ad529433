package dev.kehu.bench.round;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Deeds that are due at fixed moments, whether the ones before are done or not, each on a virtual
 * thread of its own. Latency counts from the moment a deed was due: a store that stalls makes all
 * wait that were due meanwhile, and none of them is left out.
 *
 * @param first number of the first
 * @param start when it is due, as the system's nano time
 */
public record Arrivals(long first, int count, long start, long intervalNanos) {
    private static final int DIGITS = 3;
    private static final long LEAD_NANOS = 2_000_000;
    private static final double NANOS = 1e9;

    /** Arrivals from now on; they take the next numbers. */
    public static Arrivals from(AtomicLong numbers, double perSecond, Duration time) {
        int count = (int) Math.max(1, perSecond * time.toNanos() / NANOS);
        return new Arrivals(
                numbers.getAndAdd(count),
                count,
                System.nanoTime() + LEAD_NANOS,
                (long) (NANOS / perSecond));
    }

    /** When deed n is due. */
    public long due(long n) {
        return start + (n - first) * intervalNanos;
    }

    /** Does every deed when it is due; answers how long after that each was done, nanoseconds. */
    public Histogram run(Callers.Deed deed) throws Exception {
        Histogram latencies = new ConcurrentHistogram(DIGITS);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long n = first; n < first + count && failure.get() == null; n++) {
                await(due(n));
                long number = n;
                threads.execute(
                        () -> {
                            try {
                                deed.once(number);
                                latencies.recordValue(System.nanoTime() - due(number));
                            } catch (Exception e) {
                                failure.compareAndSet(null, e);
                            }
                        });
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return latencies;
    }

    private static void await(long moment) {
        long left = moment - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = moment - System.nanoTime();
        }
    }
}
