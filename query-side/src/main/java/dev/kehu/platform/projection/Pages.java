package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The history in large pages: while one is folded, the next is read and decoded on a thread of its
 * own.
 */
final class Pages implements AutoCloseable {
    static final int PAGE = 2_000;

    private final History history;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("views-pages").factory());
    private CompletableFuture<List<RecordedEvent>> ahead;

    Pages(History history) {
        this.history = history;
        this.ahead = read(0);
    }

    /** The next page; empty at the head. */
    List<RecordedEvent> next() {
        List<RecordedEvent> page = ahead();
        if (!page.isEmpty()) ahead = read(page.getLast().position());
        return page;
    }

    private List<RecordedEvent> ahead() {
        try {
            return ahead.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) throw cause;
            throw failure;
        }
    }

    private CompletableFuture<List<RecordedEvent>> read(long position) {
        return CompletableFuture.supplyAsync(() -> history.readAfter(position, PAGE), reader);
    }

    @Override
    public void close() {
        reader.close();
    }
}
