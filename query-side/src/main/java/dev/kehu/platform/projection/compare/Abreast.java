package dev.kehu.platform.projection.compare;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work done piece by piece on all processors; what comes of it is taken in the order in which it
 * was given, on the thread that gives. For one thread.
 */
final class Abreast<T> implements AutoCloseable {
    private static final int MOST_THREADS = 8;

    private final int most = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    private final Consumer<T> taken;
    private final Deque<CompletableFuture<T>> pieces = new ArrayDeque<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    most, Thread.ofPlatform().daemon().name("views-compare-", 0).factory());

    Abreast(Consumer<T> taken) {
        this.taken = taken;
    }

    /** Waits where every processor has a piece already. */
    void give(Supplier<T> piece) {
        while (pieces.size() >= most) take();
        pieces.add(CompletableFuture.supplyAsync(piece, threads));
    }

    /** Returns when all that was given is done. */
    void takeAll() {
        while (!pieces.isEmpty()) take();
    }

    private void take() {
        try {
            taken.accept(pieces.remove().join());
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) throw cause;
            throw failure;
        }
    }

    /** Leaves what was not begun, and waits for the rest. */
    @Override
    public void close() {
        pieces.forEach(piece -> piece.cancel(false));
        threads.close();
    }
}
