package dev.kehu.platform.writeside;

import dev.kehu.audit.api.CalendarCommand;
import dev.kehu.audit.api.CalendarEvent.BusinessDayAdvanced;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.backup.KeySet;
import dev.kehu.platform.calendar.FirmClock;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.commandbus.Retries;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.TailEventStore;
import dev.kehu.platform.memory.Fold;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.receipt.ReceiptKey;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.KeyWrapper;
import dev.kehu.platform.sealing.KeyedHash;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.SubjectVault;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;
import dev.kehu.platform.state.SqliteLibrary;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.platform.state.StateTransactions;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Every store is declared here by hand: on this Spring Boot, Axon's own configuration silently
 * keeps everything in memory.
 */
@Configuration(proxyBeanMethods = false)
class WriteSideConfiguration {
    private static final int LOCK_ATTEMPTS = 20;
    private static final int LOCK_ATTEMPT_MILLIS = 100;
    private static final int LOCK_QUEUE = 1_000;

    @Bean
    Clock realClock() {
        return Clock.systemUTC();
    }

    @Bean
    SqliteLibrary sqliteLibrary(DataDirectory data) {
        return SqliteLibrary.keepIn(data);
    }

    /** Opened by what stands over it; closed even where a start got no further. */
    @Bean
    EventLog eventLog(
            Environment settings, DataDirectory data, Clock clock, SqliteLibrary inPlace) {
        ConfiguredState.refuseUnfit(settings, data);
        return ConfiguredLog.of(settings, data, clock);
    }

    /** After the events were opened: the tables may lie beside theirs. */
    @Bean
    StateDatabase stateDatabase(
            Environment settings, DataDirectory data, EventLog log, EventStorage opened) {
        return ConfiguredState.of(settings, data, log);
    }

    @Bean
    MasterKeys masterKeys(DataDirectory data, EventLog log, Environment settings) {
        KeyWrapper service = KeyWrapper.of(settings::getProperty);
        return MasterKeys.open(data.file("master.keys"), log.untouched(), service);
    }

    @Bean
    Tombstones tombstones(
            DataDirectory data, @Value("${kehu.privacy.tombstones:}") String elsewhere) {
        List<Path> files = new ArrayList<>(List.of(data.file(Tombstones.FILE)));
        if (!elsewhere.isBlank()) {
            files.add(Path.of(elsewhere));
        }
        return new Tombstones(files);
    }

    /** Before anything is read: who was erased stays so, however old the keys are. */
    @Bean
    SubjectKeys subjectKeys(
            DataDirectory data,
            MasterKeys masterKeys,
            EventLog log,
            Tombstones tombstones,
            Environment settings,
            SqliteLibrary inPlace) {
        SubjectKeys keys = ConfiguredKeys.of(settings, data, log, masterKeys);
        tombstones.destroyIn(keys);
        return keys;
    }

    /** For copies of the keys, wherever they are. */
    @Bean
    KeySet.Source keySource(Environment settings, DataDirectory data, EventLog log) {
        return ConfiguredKeys.source(settings, data, log);
    }

    @Bean
    ReceiptKey receiptKey(DataDirectory data) {
        return ReceiptKey.open(data.file("receipt.key"));
    }

    @Bean
    Envelope envelope(SubjectKeys keys) {
        return new Envelope(keys);
    }

    @Bean
    Vault vault(Envelope envelope) {
        return new SubjectVault(envelope);
    }

    @Bean
    @Primary
    SealingSerializer serializer(Envelope envelope) {
        return new SealingSerializer(new EventNames(), envelope);
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer(SealingSerializer serializer) {
        return serializer;
    }

    @Bean
    @Qualifier("messageSerializer")
    Serializer messageSerializer(SealingSerializer serializer) {
        return serializer;
    }

    @Bean
    EventStorage eventStorage(
            EventLog log,
            SealingSerializer serializer,
            SubjectKeys keys,
            Clock clock,
            Environment settings,
            DataDirectory data) {
        EventStorage storage = EventStorage.over(log, serializer, keys, clock);
        try {
            ConfiguredLog.opened(settings, data);
            return storage;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    @Bean(destroyMethod = "")
    GroupCommitEngine storageEngine(EventStorage storage) {
        return storage.engine();
    }

    @Bean(destroyMethod = "")
    TailEventStore eventStore(EventStorage storage) {
        return storage.store();
    }

    @Bean
    States states(
            EventStorage storage,
            EventLog log,
            SealingSerializer serializer,
            Envelope envelope,
            List<Fold<?>> folds,
            @Value("${kehu.cache.bytes:33554432}") long bytes) {
        return new States(storage, log, serializer, envelope, folds, bytes);
    }

    @Bean
    EventHistory history(EventStorage storage) {
        return storage.history();
    }

    @Bean
    StreamIds streamIds(MasterKeys keys, @Value("${kehu.region:CN}") String region) {
        return new StreamIds(KeyedHash.lookup(keys), KeyedHash.delivery(keys), region);
    }

    @Bean
    FirmClock businessClock(
            Clock clock,
            @Value("${kehu.zone:UTC}") String zone,
            EventHistory history,
            GroupCommitEngine engine) {
        FirmClock firm = new FirmClock(clock, ZoneId.of(zone));
        history.readStream(CalendarCommand.CALENDAR)
                .forEach(event -> firm.advance(((BusinessDayAdvanced) event.payload()).day()));
        engine.onStored(
                stored ->
                        stored.stream()
                                .filter(event -> event.stream().equals(CalendarCommand.CALENDAR))
                                .forEach(
                                        event ->
                                                history.at(event.stream(), event.seq())
                                                        .ifPresent(
                                                                set ->
                                                                        firm.advance(
                                                                                ((BusinessDayAdvanced)
                                                                                                set
                                                                                                        .payload())
                                                                                        .day()))));
        return firm;
    }

    /**
     * Own bus without transactions: Axon's would hold state.db's only connection while a command
     * waits for its group. What is sent through Axon Server is carried out by such a one, too.
     */
    @Bean
    CommandBus commandBus(Environment settings, CorrelationDataProvider correlation) {
        SimpleCommandBus bus =
                SimpleCommandBus.builder()
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .build();
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(correlation));
        return ConfiguredBus.of(settings, bus);
    }

    /**
     * Only who asked is kept with an event; Axon's trace ids would double the size of its metadata.
     */
    @Bean
    CorrelationDataProvider correlation() {
        return new SimpleCorrelationDataProvider("actor");
    }

    @Bean
    Retries retries() {
        return new Retries(new Random(), pause -> LockSupport.parkNanos(pause.toNanos()));
    }

    /** A caller waits two seconds for a stream at most, and only so many wait for one. */
    @Bean
    LockFactory locks() {
        return PessimisticLockFactory.builder()
                .acquireAttempts(LOCK_ATTEMPTS)
                .lockAttemptTimeout(LOCK_ATTEMPT_MILLIS)
                .queueLengthThreshold(LOCK_QUEUE)
                .build();
    }

    @Bean
    Commands commands(CommandBus bus, States states, Retries retries) {
        // Axon itself registers every interceptor that is a bean
        return new Commands(bus, states, retries);
    }

    @Bean
    Origins origins(StreamIds ids) {
        return new Origins(ids);
    }

    @Bean
    TransactionManager stateTransactions(StateDatabase state) {
        return new StateTransactions(state);
    }

    @Bean
    StateTokenStore tokenStore(StateDatabase state, EventHistory history) {
        StateTokenStore tokens = new StateTokenStore(state, history.storeId());
        if (tokens.furthest() > history.head()) {
            throw new DataDirectoryRefused(
                    "data.state-ahead",
                    "%s is at position %d, but the events end at %d; restore a whole backup."
                            .formatted(state.name(), tokens.furthest(), history.head()));
        }
        return tokens;
    }

    @Bean
    ConfigurerModule processors() {
        return configurer ->
                configurer
                        .eventProcessing()
                        .registerDefaultListenerInvocationErrorHandler(
                                c -> PropagatingErrorHandler.INSTANCE)
                        .registerDefaultErrorHandler(c -> PropagatingErrorHandler.INSTANCE)
                        .usingPooledStreamingEventProcessors(
                                (c, processor) -> processor.initialSegmentCount(1).batchSize(500));
    }
}
