package dev.kehu.bench.peer;

import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.viewstore.ViewStore;

import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.GenericTokenTableFactory;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.messaging.StreamableMessageSource;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stock Axon's replay: a pooled streaming processor with a JDBC token store reads the stock store
 * and feeds a handler. One segment: several would write the same customer's document at once.
 */
public final class StockReplay {
    private static final long MINUTES = 10;

    private final StockStore stock;
    private final ViewStore documents;
    private final List<Projection<?>> projections;
    private final JdbcTokenStore tokens;
    private final AtomicInteger runs = new AtomicInteger();

    public StockReplay(StockStore stock, ViewStore documents, List<Projection<?>> projections) {
        this.stock = stock;
        this.documents = documents;
        this.projections = List.copyOf(projections);
        tokens =
                JdbcTokenStore.builder()
                        .connectionProvider(stock.connections())
                        .serializer(stock.serializer())
                        .build();
        stock.transactions()
                .executeInTransaction(() -> tokens.createSchema(GenericTokenTableFactory.INSTANCE));
    }

    /** Replays the first {@code count} events in batches; answers events a second. */
    public double perSecond(int batch, int count) throws InterruptedException {
        String name = "replay-" + runs.incrementAndGet();
        String prefix = name + "-";
        CountDownLatch left = new CountDownLatch(count);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        PooledStreamingEventProcessor processor =
                PooledStreamingEventProcessor.builder()
                        .name(name)
                        .eventHandlerInvoker(
                                SimpleEventHandlerInvoker.builder()
                                        .eventHandlers(
                                                new StockViews(
                                                        projections, documents, prefix, left))
                                        .listenerInvocationErrorHandler(
                                                PropagatingErrorHandler.INSTANCE)
                                        .build())
                        .errorHandler(PropagatingErrorHandler.INSTANCE)
                        .messageSource(stock.store())
                        .tokenStore(tokens)
                        .transactionManager(stock.transactions())
                        .coordinatorExecutor(threads)
                        .workerExecutor(threads)
                        .initialSegmentCount(1)
                        .initialToken(StreamableMessageSource::createTailToken)
                        .batchSize(batch)
                        .build();
        long start = System.nanoTime();
        try {
            processor.start();
            if (!left.await(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The replay of the peer does not come to an end");
            }
            return count * 1e9 / (System.nanoTime() - start);
        } finally {
            processor.shutDown();
            threads.shutdownNow();
            projections.forEach(p -> documents.drop(prefix + p.name()));
        }
    }
}
