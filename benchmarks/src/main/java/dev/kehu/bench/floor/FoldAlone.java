package dev.kehu.bench.floor;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.Documents;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.ViewDocument;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The folds of the views over events that are decoded already, documents in a map: no store. */
public final class FoldAlone {
    private static final int PAGE = 5_000;

    private final History history;
    private final List<Projection<?>> projections;

    public FoldAlone(History history, List<Projection<?>> projections) {
        this.history = history;
        this.projections = List.copyOf(projections);
    }

    /** Events folded a second, each into every view; reading and decoding is not counted. */
    public double perSecond() {
        List<InMemory<?>> views = projections.stream().<InMemory<?>>map(InMemory::new).toList();
        long nanos = 0;
        long position = 0;
        while (true) {
            List<RecordedEvent> page = history.readAfter(position, PAGE);
            if (page.isEmpty()) {
                return position * 1e9 / nanos;
            }
            long start = System.nanoTime();
            for (InMemory<?> view : views) {
                page.forEach(view::on);
            }
            nanos += System.nanoTime() - start;
            position = page.getLast().position();
        }
    }

    /**
     * The same over the beginning of history, reading and decoding counted; each processor has a
     * part of it. Events a second.
     */
    public double decodedPerSecond(int events) {
        long all = Math.min(events, history.head());
        int threads = Runtime.getRuntime().availableProcessors();
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (long i = 0; i < threads; i++) {
                long from = all * i / threads;
                long to = all * (i + 1) / threads;
                pool.execute(() -> decodeAndFold(from, to));
            }
        }
        return all * 1e9 / (System.nanoTime() - start);
    }

    private void decodeAndFold(long from, long to) {
        List<InMemory<?>> views = projections.stream().<InMemory<?>>map(InMemory::new).toList();
        for (long position = from; position < to; ) {
            int most = (int) Math.min(PAGE, to - position);
            List<RecordedEvent> page = history.readAfter(position, most);
            for (InMemory<?> view : views) {
                page.forEach(view::on);
            }
            position = page.getLast().position();
        }
    }

    private static final class InMemory<D extends ViewDocument> implements Documents<D> {
        private final Projection<D> projection;
        private final Map<String, D> documents = new HashMap<>();

        InMemory(Projection<D> projection) {
            this.projection = projection;
        }

        void on(RecordedEvent event) {
            if (!projection.touches(event).isEmpty()) {
                projection.apply(event, this);
            }
        }

        @Override
        public @Nullable D find(String id) {
            return documents.get(id);
        }

        @Override
        public void put(D document) {
            documents.put(document.id(), document);
        }

        @Override
        public boolean changed(String id) {
            return true; // one endless batch
        }
    }
}
