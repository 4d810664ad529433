package dev.kehu.platform.projection;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A view and the processor that feeds it. */
final class RunningView<D extends ViewDocument> {
    static final long CLAIM_MILLIS = 500;
    private static final int ONLY = 0;

    private final LiveView<D> view;
    private final Duration patience;
    private final PooledStreamingEventProcessor processor;

    RunningView(
            LiveView<D> view,
            String storeId,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            ScheduledExecutorService coordinator,
            ScheduledExecutorService workers,
            ViewSettings settings) {
        this.view = view;
        this.patience = settings.patience();
        this.processor =
                PooledStreamingEventProcessor.builder()
                        .name(view.name())
                        .eventHandlerInvoker(new BatchInvoker<>(view))
                        .errorHandler(PropagatingErrorHandler.INSTANCE)
                        .messageSource(source)
                        .tokenStore(new ViewTokens(view, storeId))
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .coordinatorExecutor(coordinator)
                        .workerExecutor(workers)
                        .initialSegmentCount(1)
                        .initialToken(StreamableMessageSource::createTailToken)
                        .tokenClaimInterval(CLAIM_MILLIS)
                        .batchSize(settings.batch())
                        .build();
    }

    LiveView<D> view() {
        return view;
    }

    void start() {
        processor.start();
    }

    /**
     * Begins to stop; done when the batch at work has ended. A processor whose worker died of an
     * error never is, so nobody waits without an end.
     */
    CompletableFuture<Void> stopping() {
        return processor.shutdownAsync();
    }

    /** Returns when the batch at work has ended. */
    void stop() {
        CompletableFuture<Void> stopping = stopping();
        try {
            stopping.copy().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).join();
        } catch (CompletionException late) {
            stopping.thenRun(processor::start); // it was told already, and ends some time
            throw new IllegalStateException("View " + view.name() + " does not stop", late);
        }
    }

    /** Reads again what comes behind the view's position, which may have gone back. */
    void rewind() {
        if (processor.isRunning()) processor.releaseSegment(ONLY);
    }

    /**
     * Takes a failed batch up again. Left alone, the processor doubles its pause every time an
     * event arrives while it gives up, so that one failure under load would cost up to a minute.
     */
    void revive() {
        if (processor.isRunning() && processor.processingStatus().isEmpty())
            processor.claimSegment(ONLY);
    }

    ViewStatus status() {
        return new ViewStatus(
                view.name(),
                view.position(),
                view.manifest().generation(),
                view.parked().size(),
                processor.isRunning());
    }
}
