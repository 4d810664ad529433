package dev.kehu.platform.saga;

import dev.kehu.audit.api.CalendarCommand;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadletter.ParkedSteps;
import dev.kehu.platform.deadletter.Witness;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.deadline.Heard;
import dev.kehu.platform.deadline.Sweep;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.outbox.CommandJson;
import dev.kehu.platform.outbox.Dispatcher;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.outbox.ParkedLetters;
import dev.kehu.platform.round.Rounds;
import dev.kehu.platform.serializer.SealingSerializer;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.StateTokenStore;

import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Every process that is a bean gets a processor of its own over state. */
@Configuration(proxyBeanMethods = false)
class SagaConfiguration {
    @Bean
    Outbox outbox(StateDatabase state) {
        return new Outbox(state);
    }

    @Bean
    Deadlines deadlines(StateDatabase state) {
        return new Deadlines(state);
    }

    @Bean
    DeadLetters deadLetters(StateDatabase state) {
        return new DeadLetters(state);
    }

    @Bean
    CommandJson commandJson(SealingSerializer serializer) {
        return new CommandJson(serializer.getObjectMapper());
    }

    @Bean
    Sagas sagas(
            ObjectProvider<Process<?>> processes,
            CommandJson commands,
            SealingSerializer serializer,
            StateDatabase state,
            Outbox outbox,
            Deadlines deadlines,
            DeadLetters dead,
            EventHistory history,
            Clock clock) {
        var mapper = serializer.getObjectMapper();
        var happenings = new StoredHappening(mapper, history);
        return new Sagas(
                processes.orderedStream().toList(),
                commands,
                mapper,
                new Instances.Desk(state, outbox, deadlines, dead, happenings, clock));
    }

    @Bean
    LivingSagas livingSagas(StateDatabase state) {
        return new LivingSagas(new SagaTable(state));
    }

    @Bean
    ParkedSteps parkedSteps(
            StateDatabase state, Outbox outbox, DeadLetters dead, Sagas sagas, Witness witness) {
        return new ParkedSteps(dead, new ParkedLetters(state, outbox, dead, sagas), sagas, witness);
    }

    @Bean
    ConfigurerModule sagaProcessors(Sagas sagas) {
        return configurer ->
                sagas.all()
                        .forEach(
                                instances -> {
                                    SagaEvents events = new SagaEvents(instances);
                                    configurer
                                            .eventProcessing()
                                            .registerEventHandler(axon -> events)
                                            .assignHandlerInstancesMatching(
                                                    instances.processor(), events::equals);
                                });
    }

    @Bean
    Dispatcher dispatcher(
            StateDatabase state,
            Outbox outbox,
            CommandJson commands,
            DeadLetters dead,
            Sagas sagas,
            Commands bus,
            Clock clock,
            ExecutorService sagaThreads) {
        return new Dispatcher(
                new Dispatcher.Parts(state, outbox, commands, sagas, dead),
                bus::send,
                clock,
                new Random(),
                sagaThreads);
    }

    /** Each command at work waits for the disk, so each has a thread; idle ones end. */
    @Bean(destroyMethod = "")
    ExecutorService sagaThreads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        Dispatcher.MOST_IN_FLIGHT,
                        Dispatcher.MOST_IN_FLIGHT,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("saga-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Bean
    SagaRounds sagaRounds(
            Dispatcher dispatcher,
            StateDatabase state,
            Outbox outbox,
            Deadlines deadlines,
            DeadLetters dead,
            Sagas sagas,
            Clock clock,
            BusinessClock firm,
            GroupCommitEngine engine,
            StateTokenStore tokens,
            ExecutorService sagaThreads) {
        // nothing takes back the deadline of a process that is gone
        Heard heard =
                new Heard(engine::head, it -> sagas.runs(it) ? tokens.reached(it) : Long.MAX_VALUE);
        Sweep sweep = new Sweep(state, deadlines, sagas::due, heard, firm::now);
        Rounds sending = new Rounds("outbox", dispatcher, clock);
        Rounds sweeping = new Rounds("deadlines", sweep, firm::now);
        outbox.onWritten(sending::wake);
        deadlines.onSet(sweeping::wake);
        tokens.onMoved(
                (processor, position) -> wakeOnArrival(sweep, processor, position, sweeping));
        engine.onStored(stored -> wakeOnNewDay(stored, sweeping));
        return new SagaRounds(
                () -> sagas.resumeStranded(dead), List.of(sending, sweeping), sagaThreads);
    }

    private static void wakeOnArrival(
            Sweep sweep, String processor, long position, Rounds sweeping) {
        if (sweep.awaits(processor, position)) {
            sweeping.wake();
        }
    }

    /** Deadlines are moments of business time, which moves when the business day is set. */
    private static void wakeOnNewDay(List<StoredEvent> stored, Rounds sweeping) {
        if (stored.stream().anyMatch(event -> event.stream().equals(CalendarCommand.CALENDAR))) {
            sweeping.wake();
        }
    }
}
