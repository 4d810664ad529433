package dev.kehu.platform.saga;

import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.CompleteStep;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordTraining;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.lifecycle.api.ImplementationEvent.OwnerReminded;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.WatchedHome;
import dev.kehu.platform.writeside.WriteSide;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A project of six stages in a process of its own, on the real write side, that is seen through to
 * its end by people who do what is next by how it stands. Started again on the same directory it
 * goes on.
 */
final class MortalProject implements AutoCloseable {
    /** Begins the lines that say how it ended. */
    static final String ENDED = "ended: ";

    private static final ImplementationId ID = new ImplementationId("implementation-mortal");
    private static final LocalDate FIRST = LocalDate.parse("1998-06-30");
    private static final Origin ANN = Origin.of("ann");
    private static final int STAGES = 6;

    /** Differ from run to run. */
    private static final Set<String> UNSTEADY = Set.of("occurredAt", "position");

    private static Boundary boundary = new Boundary("nowhere");

    private final WriteSide kehu;

    private MortalProject(Path data) {
        kehu =
                WriteSide.open(
                        data,
                        Map.of("spring.main.allow-bean-definition-overriding", "true"),
                        Parts.class);
    }

    /** The data directory and where to halt; prints how it ended, line by line. */
    public static void main(String[] args) {
        boundary = new Boundary(args[1]);
        try (MortalProject project = new MortalProject(Path.of(args[0]))) {
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMinutes(2))
                    .until(project::finished);
            project.ending().forEach(line -> System.out.println(ENDED + line));
        } catch (RuntimeException failure) {
            failure.printStackTrace(System.out);
        }
        System.exit(0); // a start that failed leaves threads behind
    }

    /** Not marked as a configuration: other tests' scans must pass it by. */
    static class Parts {
        @Bean
        StateDatabase stateDatabase(DataDirectory data) {
            return WatchedHome.open(data, boundary);
        }

        @Bean
        static BeanPostProcessor buses() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof CommandBus bus ? watched(bus) : bean;
                }
            };
        }

        private static CommandBus watched(CommandBus bus) {
            return (CommandBus)
                    Proxy.newProxyInstance(
                            CommandBus.class.getClassLoader(),
                            new Class<?>[] {CommandBus.class},
                            (proxy, method, arguments) -> {
                                OpenStage command =
                                        arguments != null
                                                        && arguments[0]
                                                                instanceof CommandMessage<?> message
                                                        && message.getPayload()
                                                                instanceof OpenStage open
                                                ? open
                                                : null;
                                if (command != null) boundary.sending(command);
                                try {
                                    return method.invoke(bus, arguments);
                                } catch (InvocationTargetException failure) {
                                    throw failure.getCause();
                                } finally {
                                    if (command != null) boundary.sent(command);
                                }
                            });
        }
    }

    /** Does what somebody would do next, if anything; true once there is nothing left to do. */
    private boolean finished() {
        if (count(ImplementationFinished.class) > 0) return settled();
        act();
        return false;
    }

    private boolean settled() {
        return Stream.of("outbox", "deadline", "saga", "parked").noneMatch(it -> rows(it) > 0);
    }

    private void act() {
        if (today().isAfter(FIRST.plusYears(20))) // none was set yet
        send(new AdvanceBusinessDay(FIRST, now()));
        else if (count(ImplementationStarted.class) == 0)
            send(new StartImplementation(ID, "P", "boss", Map.of("ann", "lead"), today(), now()));
        else if (count(GoalAgreed.class) == 0) send(goal());
        else stage((int) count(StageOpened.class));
    }

    private void stage(int stage) {
        long gates = count(GateDecided.class);
        if (stage == 0 || gates >= stage + stage / STAGES) return;
        if (count(StepPlanned.class) < stage)
            send(new PlanStep(ID, stage, 7, "ann", today().plusDays(10), "ann", today(), now()));
        else if (count(TrainingTaken.class) < stage)
            send(new RecordTraining(ID, "e" + stage, "idea", today(), today(), now()));
        else if (count(StepCompleted.class) < stage) untilDone(stage);
        else if (count(ExitDecisionRequested.class) == stage)
            send(
                    new DecideGate(
                            ID,
                            stage,
                            gates == STAGES ? "overrule" : "pass",
                            "boss",
                            "r",
                            null,
                            null,
                            today(),
                            now()));
    }

    /** Waits for both reminders, by going to their days. */
    private void untilDone(int stage) {
        LocalDate due = last(StepPlanned.class).due();
        long reminded = count(OwnerReminded.class) - 2L * (stage - 1);
        LocalDate day = reminded == 0 ? due.minusDays(3) : due.plusDays(1);
        if (reminded == 2) send(new CompleteStep(ID, stage, 7, "ann", "minutes", now()));
        else if (today().isBefore(day)) send(new AdvanceBusinessDay(day, now()));
    }

    private AgreeGoal goal() {
        return new AgreeGoal(
                ID,
                "trained",
                "employees",
                "up",
                "staff-trained",
                null,
                BigDecimal.TEN,
                today().plusYears(1),
                BigDecimal.ONE,
                STAGES,
                null,
                "ann",
                null,
                today(),
                now());
    }

    private BusinessClock clock() {
        return kehu.get(BusinessClock.class);
    }

    private LocalDate today() {
        return clock().today();
    }

    private Instant now() {
        return clock().now();
    }

    private void send(Object command) {
        kehu.get(Commands.class).send(command, ANN);
    }

    private List<RecordedEvent> stream() {
        return kehu.get(EventHistory.class).readStream(ID.value());
    }

    private <E extends DomainEvent> Stream<E> events(Class<E> type) {
        return stream().stream()
                .map(RecordedEvent::payload)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private long count(Class<? extends DomainEvent> type) {
        return events(type).count();
    }

    private <E extends DomainEvent> E last(Class<E> type) {
        return events(type).reduce((one, next) -> next).orElseThrow();
    }

    private long rows(String table) {
        return kehu.get(StateDatabase.class)
                .read(
                        c ->
                                Sql.list(c, "select count(*) from " + table, row -> row.getLong(1))
                                        .getFirst());
    }

    /**
     * What became of the project, and how many events of each name there are in all; what comes at
     * one moment may change places, so it is in the order of the alphabet.
     */
    private List<String> ending() {
        Map<String, Integer> names = new TreeMap<>();
        for (RecordedEvent event : kehu.get(EventHistory.class).readAfter(0, 10_000))
            names.merge(event.name(), 1, Integer::sum);
        Stream<String> all = names.entrySet().stream().map(it -> it.getKey() + " " + it.getValue());
        Stream<String> own = stream().stream().map(RecordedEvent::payload).map(MortalProject::told);
        return Stream.concat(all, own).sorted().toList();
    }

    private static String told(DomainEvent event) {
        StringBuilder told = new StringBuilder(event.getClass().getSimpleName());
        for (RecordComponent each : event.getClass().getRecordComponents())
            if (!UNSTEADY.contains(each.getName()))
                told.append(' ').append(each.getName()).append('=').append(value(each, event));
        return told.toString();
    }

    private static Object value(RecordComponent component, DomainEvent event) {
        try {
            return String.valueOf(component.getAccessor().invoke(event));
        } catch (ReflectiveOperationException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void close() {
        kehu.close();
    }
}
