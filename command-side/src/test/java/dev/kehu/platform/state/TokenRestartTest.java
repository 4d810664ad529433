package dev.kehu.platform.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.TailEventStore;
import dev.kehu.platform.writeside.Firm;

import org.awaitility.Awaitility;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.LongStream;

/** A processor over state.db goes on where it was. */
class TokenRestartTest {
    /** Remembers what it was handed. */
    static final class Follower {
        private final List<Long> seen = new CopyOnWriteArrayList<>();

        @org.axonframework.eventhandling.EventHandler
        void on(EventMessage<?> event, TrackingToken token) {
            seen.add(token.position().orElseThrow());
        }
    }

    @Test
    void continuesBehindTheLastEventItHandled(@TempDir Path directory) {
        Follower follower = new Follower();
        try (Firm firm = Firm.in(directory)) {
            firm.registered("A");
            follow(firm, follower);
        }
        try (Firm firm = Firm.in(directory)) {
            firm.registered("B");
            follow(firm, follower);
            assertThat(follower.seen)
                    .isEqualTo(LongStream.rangeClosed(1, firm.head()).boxed().toList());
        }
    }

    private static void follow(Firm firm, Follower follower) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        StateDatabase state = firm.get(StateDatabase.class);
        PooledStreamingEventProcessor processor =
                PooledStreamingEventProcessor.builder()
                        .name("follower")
                        .eventHandlerInvoker(
                                SimpleEventHandlerInvoker.builder()
                                        .eventHandlers(follower)
                                        .listenerInvocationErrorHandler(
                                                PropagatingErrorHandler.INSTANCE)
                                        .build())
                        .messageSource(firm.get(TailEventStore.class))
                        .tokenStore(new StateTokenStore(state, "store"))
                        .transactionManager(new StateTransactions(state))
                        .coordinatorExecutor(threads)
                        .workerExecutor(threads)
                        .initialSegmentCount(1)
                        .initialToken(source -> source.createTailToken())
                        .build();
        processor.start();
        Awaitility.await().until(() -> follower.seen.contains(firm.head()));
        processor.shutDown();
        threads.shutdown();
    }
}
