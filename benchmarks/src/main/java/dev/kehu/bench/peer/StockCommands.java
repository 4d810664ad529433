package dev.kehu.bench.peer;

import dev.kehu.bench.workload.Interactions;

import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;

/**
 * Stock Axon's write side: simple command bus with a transaction around each command, an
 * event-sourced aggregate, its JDBC store.
 */
public final class StockCommands implements AutoCloseable {
    private final Interactions data;
    private final Configuration axon;

    public StockCommands(StockStore store, Interactions data) {
        this.data = data;
        axon =
                DefaultConfigurer.defaultConfiguration(false)
                        .configureSerializer(c -> store.serializer())
                        .configureEventSerializer(c -> store.serializer())
                        .configureMessageSerializer(c -> store.serializer())
                        .configureTransactionManager(c -> store.transactions())
                        .configureEventStore(c -> store.store())
                        .configureCommandBus(StockCommands::bus)
                        .configureAggregate(StockInteraction.class)
                        .start();
    }

    private static SimpleCommandBus bus(Configuration axon) {
        SimpleCommandBus bus =
                SimpleCommandBus.builder()
                        .transactionManager(
                                axon.getComponent(
                                        org.axonframework.common.transaction.TransactionManager
                                                .class))
                        .build();
        bus.registerHandlerInterceptor(
                new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    /** Records interaction n; returns when its transaction is committed. */
    public void record(long n) {
        var event = data.recorded(n);
        axon.commandGateway()
                .sendAndWait(new StockInteraction.Recording(event.interactionId().value(), event));
    }

    /**
     * Adds note n to an interaction that is recorded; returns when its transaction is committed.
     */
    public void annotate(long interaction, long n) {
        var event = data.annotated(interaction, n);
        axon.commandGateway()
                .sendAndWait(new StockInteraction.Annotating(event.interactionId().value(), event));
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
