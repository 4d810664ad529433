package dev.kehu.platform.writeside;

import dev.kehu.platform.state.StateTokenStore;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.SagaConfiguration;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.deadletter.InMemorySequencedDeadLetterQueue;
import org.axonframework.modelling.saga.repository.inmemory.InMemorySagaStore;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/**
 * Refuses to start where history or the work of a processor could be lost: a store in memory, a
 * processor without a transaction, a handler whose errors are only logged, or XStream. Runs before
 * any processor.
 */
@Component
public class RefuseUnsafe implements SmartLifecycle {
    private final Configuration axon;
    private boolean running;

    RefuseUnsafe(Configuration axon) {
        this.axon = axon;
    }

    @Override
    public void start() {
        List<String> unsafe = unsafe(axon);
        if (!unsafe.isEmpty()) {
            throw new UnsafeConfiguration(unsafe);
        }
        running = true;
    }

    /** What could lose history or work, one sentence each; empty when nothing could. */
    static List<String> unsafe(Configuration axon) {
        List<String> found = new ArrayList<>();
        if (!(axon.eventBus() instanceof EventStore)) {
            found.add("the event bus is no event store: " + name(axon.eventBus()));
        }
        EventStorageEngine engine = axon.getComponent(EventStorageEngine.class);
        if (engine == null || engine instanceof InMemoryEventStorageEngine) {
            found.add("events are kept in memory: " + name(engine));
        }
        for (Serializer serializer :
                List.of(axon.serializer(), axon.eventSerializer(), axon.messageSerializer())) {
            if (name(serializer).contains("XStream")) {
                found.add("a serializer is XStream");
            }
        }
        EventProcessingConfiguration processing = axon.eventProcessingConfiguration();
        processing
                .eventProcessors()
                .forEach(
                        (processor, it) -> {
                            if (!(it instanceof StreamingEventProcessor)) {
                                found.add(
                                        "processor "
                                                + processor
                                                + " follows no stream and forgets where it was");
                            }
                            if (processing.tokenStore(processor) instanceof InMemoryTokenStore) {
                                found.add("processor " + processor + " keeps its token in memory");
                            }
                            if (processing.tokenStore(processor) instanceof StateTokenStore
                                    && processing.transactionManager(processor)
                                            instanceof NoTransactionManager) {
                                found.add(
                                        "processor "
                                                + processor
                                                + " writes its work and its token in two"
                                                + " transactions");
                            }
                            if (!(processing.listenerInvocationErrorHandler(processor)
                                    instanceof PropagatingErrorHandler)) {
                                found.add(
                                        "processor "
                                                + processor
                                                + " logs the errors of its handlers and goes on");
                            }
                            if (processing.deadLetterQueue(processor).orElse(null)
                                    instanceof InMemorySequencedDeadLetterQueue) {
                                found.add("processor " + processor + " parks events in memory");
                            }
                        });
        sagas(processing, found);
        return found;
    }

    private static void sagas(EventProcessingConfiguration processing, List<String> found) {
        for (SagaConfiguration<?> saga : processing.sagaConfigurations()) {
            if (saga.store() instanceof InMemorySagaStore) {
                found.add(
                        "saga "
                                + saga.type().getSimpleName()
                                + " is kept in memory; write it as a Process");
            }
        }
    }

    private static String name(@Nullable Object component) {
        return component == null ? "none" : component.getClass().getSimpleName();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
