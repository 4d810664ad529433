package dev.kehu.bench.round;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** A number of callers that each do one thing after another, on virtual threads unless said. */
public record Callers(int count, Duration time, boolean virtual) {
    private static final double NANOS = 1e9;

    public Callers(int count, Duration time) {
        this(count, time, true);
    }

    public Callers onPlatformThreads() {
        return new Callers(count, time, false);
    }

    /** Does one thing; {@code n} is never given twice. */
    public interface Deed {
        void once(long n) throws Exception;
    }

    /** Does the deed for every number from 0 to {@code count}, {@code inFlight} at a time. */
    public static void all(int count, int inFlight, Deed deed) throws Exception {
        AtomicLong numbers = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>(inFlight);
            for (int i = 0; i < inFlight; i++) {
                callers.add(
                        threads.submit(
                                () -> {
                                    long n;
                                    while ((n = numbers.getAndIncrement()) < count) {
                                        deed.once(n);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
    }

    /** Deeds done a second, of all callers together; the deeds of a round are numbered on. */
    public double perSecond(AtomicLong numbers, Deed deed) throws Exception {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long done = 0;
        try (ExecutorService threads = threads()) {
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

    private ExecutorService threads() {
        return virtual
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
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
