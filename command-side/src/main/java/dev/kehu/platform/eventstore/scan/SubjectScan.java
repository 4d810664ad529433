package dev.kehu.platform.eventstore.scan;

import dev.kehu.kernel.History;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has ranges of whole subjects worked on, several at a time. What came of them is handed over in
 * the order of the subjects, on the thread that asks; at most one range more than there are threads
 * is begun and not handed over, so memory does not grow with the number of subjects.
 *
 * @param threads how many ranges are worked on at once
 * @param events in a range, about: whole subjects, so one may be much more
 */
public record SubjectScan(History history, int threads, int events) {
    /** Enough to be worth a turn, few enough to be shared out evenly. */
    private static final int EVENTS = 4_000;

    private static final int MOST_THREADS = 4;

    /** As many threads as there are processors, {@value #MOST_THREADS} at most. */
    public static SubjectScan of(History history) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new SubjectScan(history, Math.min(processors, MOST_THREADS), EVENTS);
    }

    /** The subjects behind {@code after}, up to and with {@code last}. */
    public record Range(String after, String last) {}

    /**
     * @param work done once for each range, by any thread
     * @throws RuntimeException as the first range that failed; none behind it is handed over
     */
    public <T> void each(Range all, Function<Range, T> work, Consumer<T> taker) {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("subject-scan-", 0).factory())) {
            Deque<CompletableFuture<T>> ahead = new ArrayDeque<>();
            try {
                for (Range left = all; left != null || !ahead.isEmpty(); ) {
                    while (left != null && ahead.size() <= threads) {
                        Range next = cut(left);
                        ahead.add(CompletableFuture.supplyAsync(() -> work.apply(next), workers));
                        left = rest(all, next);
                    }
                    taker.accept(joined(ahead.remove()));
                }
            } finally {
                ahead.forEach(range -> range.cancel(false));
            }
        }
    }

    private Range cut(Range left) {
        return history.subjectBehind(left.after(), events)
                .filter(subject -> subject.compareTo(left.last()) < 0)
                .map(subject -> new Range(left.after(), subject))
                .orElse(left);
    }

    private static @Nullable Range rest(Range all, Range done) {
        return done.last().equals(all.last()) ? null : new Range(done.last(), all.last());
    }

    /** What came of a range, or why nothing did. */
    static <T> T joined(CompletableFuture<T> range) {
        try {
            return range.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
