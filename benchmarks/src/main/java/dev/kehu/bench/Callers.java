package dev.kehu.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** A number of callers that each do one thing after another, on virtual threads. */
record Callers(int count, Duration time) {
    private static final double NANOS = 1e9;

    /** Does one thing; {@code n} is never given twice. */
    interface Deed {
        void once(long n) throws Exception;
    }

    /** Deeds done a second, of all callers together; the deeds of a round are numbered on. */
    double perSecond(AtomicLong numbers, Deed deed) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long done = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> callers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                callers.add(threads.submit(() -> calls(numbers, deed, end)));
            }
            for (Future<Long> caller : callers) {
                done += caller.get();
            }
        }
        return done * NANOS / (System.nanoTime() - start);
    }

    private static long calls(AtomicLong numbers, Deed deed, long end) throws Exception {
        long done = 0;
        while (System.nanoTime() < end) {
            deed.once(numbers.getAndIncrement());
            done++;
        }
        return done;
    }
}
