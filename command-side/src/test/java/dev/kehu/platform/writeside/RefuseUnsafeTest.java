package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.platform.state.StateTransactions;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.LoggingErrorHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.deadletter.InMemorySequencedDeadLetterQueue;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

class RefuseUnsafeTest {
    private static WriteSide ours;

    @BeforeAll
    static void open(@TempDir Path directory) {
        ours = WriteSide.open(directory);
    }

    @AfterAll
    static void close() {
        ours.close();
    }

    /** Something a processor runs. */
    static final class Follower {
        @EventHandler
        void on(Object event) {}
    }

    /** Our own parts with one processor, and one thing changed. */
    private static List<String> unsafe(Consumer<Configurer> changed) {
        Configurer configurer =
                DefaultConfigurer.defaultConfiguration(false)
                        .configureEmbeddedEventStore(c -> ours.get(EventStorageEngine.class))
                        .configureSerializer(c -> ours.get(Serializer.class))
                        .configureEventSerializer(c -> ours.get(Serializer.class))
                        .configureMessageSerializer(c -> ours.get(Serializer.class))
                        .registerComponent(
                                EventStorageEngine.class, c -> ours.get(EventStorageEngine.class));
        EventProcessingConfigurer processing = configurer.eventProcessing();
        processing
                .usingPooledStreamingEventProcessors()
                .byDefaultAssignTo("follower")
                .registerEventHandler(c -> new Follower())
                .registerDefaultListenerInvocationErrorHandler(
                        c -> PropagatingErrorHandler.INSTANCE)
                .registerTokenStore(
                        c -> new StateTokenStore(ours.get(StateDatabase.class), "store"))
                .registerDefaultTransactionManager(
                        c -> new StateTransactions(ours.get(StateDatabase.class)));
        changed.accept(configurer);
        Configuration axon = configurer.buildConfiguration();
        return RefuseUnsafe.unsafe(axon);
    }

    @Test
    void takesOurOwnConfiguration() {
        assertThat(RefuseUnsafe.unsafe(ours.get(Configuration.class))).isEmpty();
        assertThat(unsafe(c -> {})).isEmpty();
    }

    @Test
    void refusesEventsInMemory() {
        assertThat(
                        unsafe(
                                c ->
                                        c.configureEventStore(
                                                        x ->
                                                                EmbeddedEventStore.builder()
                                                                        .storageEngine(
                                                                                new InMemoryEventStorageEngine())
                                                                        .build())
                                                .registerComponent(
                                                        EventStorageEngine.class,
                                                        x -> new InMemoryEventStorageEngine())))
                .containsExactly("events are kept in memory: InMemoryEventStorageEngine");
    }

    @Test
    void refusesATokenInMemory() {
        assertThat(
                        unsafe(
                                c ->
                                        c.eventProcessing()
                                                .registerTokenStore(x -> new InMemoryTokenStore())))
                .containsExactly("processor follower keeps its token in memory");
    }

    @Test
    void refusesWorkAndTokenInTwoTransactions() {
        assertThat(
                        unsafe(
                                c ->
                                        c.eventProcessing()
                                                .registerDefaultTransactionManager(
                                                        x -> NoTransactionManager.INSTANCE)))
                .containsExactly(
                        "processor follower writes its work and its token in two transactions");
    }

    /** Views keep their place in the view store, in the version that holds the documents. */
    @Test
    void takesAProcessorWithoutTransactionsWhoseTokenIsElsewhere() {
        TokenStore elsewhere =
                (TokenStore)
                        Proxy.newProxyInstance(
                                TokenStore.class.getClassLoader(),
                                new Class<?>[] {TokenStore.class},
                                (proxy, method, arguments) -> null);
        assertThat(
                        unsafe(
                                c ->
                                        c.eventProcessing()
                                                .registerTokenStore(x -> elsewhere)
                                                .registerDefaultTransactionManager(
                                                        x -> NoTransactionManager.INSTANCE)))
                .isEmpty();
    }

    /** What Axon would keep in memory without a word. */
    static final class Forgetful {
        @StartSaga
        @SagaEventHandler(associationProperty = "customerId")
        void on(CustomerOpened event) {}
    }

    @Test
    void refusesASagaInMemory() {
        assertThat(unsafe(c -> c.eventProcessing().registerSaga(Forgetful.class)))
                .containsExactly("saga Forgetful is kept in memory; write it as a Process");
    }

    @Test
    void refusesDeadLettersInMemory() {
        assertThat(
                        unsafe(
                                c ->
                                        c.eventProcessing()
                                                .registerDeadLetterQueue(
                                                        "follower",
                                                        x ->
                                                                InMemorySequencedDeadLetterQueue
                                                                        .defaultQueue())))
                .containsExactly("processor follower parks events in memory");
    }

    @Test
    void refusesErrorsThatAreOnlyLogged() {
        assertThat(
                        unsafe(
                                c ->
                                        c.eventProcessing()
                                                .registerDefaultListenerInvocationErrorHandler(
                                                        x -> new LoggingErrorHandler())))
                .containsExactly("processor follower logs the errors of its handlers and goes on");
    }

    @Test
    void refusesAProcessorThatForgetsWhereItWas() {
        assertThat(unsafe(c -> c.eventProcessing().usingSubscribingEventProcessors()))
                .anyMatch(reason -> reason.contains("follows no stream"));
    }
}
