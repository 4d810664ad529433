package dev.kehu.bench.metric;

import dev.kehu.bench.round.Arrivals;
import dev.kehu.bench.round.Callers;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A pooled streaming processor that notes when it saw each event: one segment, batches of up to 500
 * and tokens in memory for all contenders, so that only the store's own way to it differs.
 */
public final class Follower implements AutoCloseable {
    private static final int BATCH = 500;
    private static final int DIGITS = 3;
    private static final long PATIENCE_SECONDS = 60;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final PooledStreamingEventProcessor processor;
    private volatile @Nullable Sightings now;

    Follower(
            StreamableMessageSource<TrackedEventMessage<?>> store,
            TransactionManager transactions) {
        processor =
                PooledStreamingEventProcessor.builder()
                        .name("follower")
                        .eventHandlerInvoker(
                                SimpleEventHandlerInvoker.builder().eventHandlers(this).build())
                        .errorHandler(PropagatingErrorHandler.INSTANCE)
                        .messageSource(store)
                        .tokenStore(new InMemoryTokenStore())
                        .transactionManager(transactions)
                        .coordinatorExecutor(threads)
                        .workerExecutor(threads)
                        .initialSegmentCount(1)
                        .initialToken(StreamableMessageSource::createHeadToken)
                        .batchSize(BATCH)
                        .build();
        processor.start();
    }

    /** One round: what is due when, and how long after that it was seen. */
    private record Sightings(Arrivals arrivals, Histogram latencies, CountDownLatch left) {
        void saw(long n) {
            if (n >= arrivals.first() && n < arrivals.first() + arrivals.count()) {
                latencies.recordValue(Math.max(0, System.nanoTime() - arrivals.due(n)));
                left.countDown();
            }
        }
    }

    /** Called by the processor. */
    @EventHandler
    public void on(InteractionRecorded event) {
        Sightings sightings = now;
        if (sightings != null && event.id() != null) {
            sightings.saw(Long.parseLong(event.id()));
        }
    }

    /** Carries out the round; answers how long after it was due each event was seen. */
    Histogram follow(Arrivals arrivals, Callers.Deed append) throws Exception {
        Sightings sightings =
                new Sightings(
                        arrivals,
                        new ConcurrentHistogram(DIGITS),
                        new CountDownLatch(arrivals.count()));
        now = sightings;
        arrivals.run(append);
        if (!sightings.left().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    sightings.left().getCount() + " events were never seen by a follower");
        }
        return sightings.latencies();
    }

    @Override
    public void close() {
        processor.shutDown();
        threads.shutdownNow();
    }
}
