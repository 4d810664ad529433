package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A pooled processor that counts how often it committed each event. */
final class Followed implements EventHandlerInvoker, AutoCloseable {
    private final String name;
    private final TokenStore tokens;
    private final ScheduledExecutorService coordinator;
    private final ScheduledExecutorService workers = new ScheduledThreadPoolExecutor(2);
    private final PooledStreamingEventProcessor processor;
    private final Map<Long, Integer> seen = new ConcurrentHashMap<>();
    private final List<long[]> windows = new CopyOnWriteArrayList<>();
    private final AtomicLong replayed = new AtomicLong();
    private volatile long stopAfter = Long.MAX_VALUE;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);

    Followed(
            String name,
            int segments,
            TailEventStore source,
            TokenStore tokens,
            TransactionManager transactions,
            ScheduledExecutorService coordinator) {
        this.name = name;
        this.tokens = watched(tokens);
        this.coordinator = coordinator;
        this.processor =
                PooledStreamingEventProcessor.builder()
                        .name(name)
                        .eventHandlerInvoker(this)
                        .errorHandler(PropagatingErrorHandler.INSTANCE)
                        .messageSource(source)
                        .tokenStore(this.tokens)
                        .transactionManager(transactions)
                        .coordinatorExecutor(coordinator)
                        .workerExecutor(workers)
                        .initialSegmentCount(segments)
                        .initialToken(from -> from.createTailToken())
                        .tokenClaimInterval(50)
                        .batchSize(200)
                        .build();
    }

    /**
     * Where the halves of a merge stood: a pooled processor hands the merged segment everything
     * behind the one that was behind, so what lies between may come twice.
     */
    private TokenStore watched(TokenStore store) {
        return (TokenStore)
                Proxy.newProxyInstance(
                        Followed.class.getClassLoader(),
                        new Class<?>[] {TokenStore.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("storeToken")
                                    && arguments[0] instanceof MergedTrackingToken token)
                                windows.add(window(token));
                            try {
                                return method.invoke(store, arguments);
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        });
    }

    private static long[] window(MergedTrackingToken token) {
        long one = position(token.lowerSegmentToken()), other = position(token.upperSegmentToken());
        return new long[] {Math.min(one, other), Math.max(one, other)};
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }

    void start() {
        processor.start();
    }

    void reset() {
        processor.shutDown();
        seen.clear();
        windows.clear();
        processor.resetTokens();
    }

    void stopsAfter(long events) {
        stopAfter = events;
    }

    /** Stops in the middle of the batch that holds the event it was to stop after. */
    void awaitStopped() throws InterruptedException {
        reached.await();
        var stopped = processor.shutdownAsync();
        stopping.countDown();
        stopped.join();
    }

    int segments() {
        return tokens.fetchSegments(name).length;
    }

    void splitOne(Random random) throws Exception {
        processor.splitSegment(any(random)).get(30, TimeUnit.SECONDS);
    }

    /** Not every one has a half of its own size to be merged with; that is refused. */
    void mergeOne(Random random) throws Exception {
        if (segments() == 1) return;
        try {
            processor.mergeSegment(any(random)).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    private int any(Random random) {
        int[] segments = tokens.fetchSegments(name);
        return segments[random.nextInt(segments.length)];
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return segment.matches(((DomainEventMessage<?>) message).getAggregateIdentifier());
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) throws Exception {
        long position = ((TrackedEventMessage<?>) message).trackingToken().position().orElseThrow();
        boolean replay = ReplayToken.isReplay(message);
        CurrentUnitOfWork.get()
                .afterCommit(
                        unit -> {
                            seen.merge(position, 1, Integer::sum);
                            if (replay) replayed.incrementAndGet();
                        });
        if (seen.size() >= stopAfter) {
            reached.countDown();
            stopping.await();
        }
    }

    @Override
    public boolean supportsReset() {
        return true;
    }

    long replayed() {
        return replayed.get();
    }

    int distinct() {
        return seen.size();
    }

    void sawEverythingOnce(int head) {
        for (long position = 1; position <= head; position++) {
            long at = position;
            long again = windows.stream().filter(w -> w[0] < at && at <= w[1]).count();
            assertThat(seen.getOrDefault(at, 0).longValue())
                    .as("%s at %d, merged around it %d times", name, at, again)
                    .isBetween(1L, 1 + again);
        }
        assertThat(seen).hasSize(head);
    }

    @Override
    public void close() {
        processor.shutDown();
        coordinator.shutdownNow();
        workers.shutdownNow();
    }
}
