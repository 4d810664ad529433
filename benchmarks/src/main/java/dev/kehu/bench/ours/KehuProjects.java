package dev.kehu.bench.ours;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadline.Deadlines;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.outbox.Outbox;
import dev.kehu.platform.state.StateTokenStore;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Projects on a write side of their own; in each a step is owed that falls due on one day. */
public final class KehuProjects implements AutoCloseable {
    private static final String SAGA = "saga-implementation";
    private static final int IN_FLIGHT = 64;
    private static final int STEP = 3;
    private static final int UNTIL_REMINDED = 3;
    private static final LocalDate FIRST = LocalDate.parse("1998-06-30");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long WAIT_NANOS = 2_000_000;
    private static final double NANOS = 1e9;

    private final KehuWriteSide kehu;
    private final int count;
    private long rounds;

    private KehuProjects(KehuWriteSide kehu, int count) {
        this.kehu = kehu;
        this.count = count;
    }

    /** Started, and in their first stage. */
    public static KehuProjects begun(Path path, Interactions data, int count) throws Exception {
        KehuProjects projects = new KehuProjects(KehuWriteSide.open(path, data), count);
        projects.send(new AdvanceBusinessDay(FIRST, projects.clock().now()), Origin.of("ann"));
        projects.all(
                n ->
                        projects.send(
                                new StartImplementation(
                                        id(n),
                                        "P",
                                        "boss",
                                        Map.of("ann", "lead"),
                                        FIRST,
                                        projects.clock().now()),
                                Origin.of("ann")));
        projects.settled();
        return projects;
    }

    private static ImplementationId id(long n) {
        return new ImplementationId(ImplementationId.PREFIX + n);
    }

    /** A day begins on which every owner is to be reminded; reminders a second, until all are. */
    public double swept() throws Exception {
        plan();
        long before = head();
        long start = System.nanoTime();
        send(new AdvanceBusinessDay(clock().today().plusDays(1), clock().now()), Origin.of("ann"));
        // the day, and for each its reminder and the answer that is remembered
        until(() -> head() >= before + 1 + 2L * count && letters() == 0);
        double perSecond = count * NANOS / (System.nanoTime() - start);
        settled();
        if (head() != before + 1 + 2L * count) {
            throw new IllegalStateException("Reminders were doubled, or something else happened");
        }
        return perSecond;
    }

    /** The same commands with the same requests, from as many callers as there are in flight. */
    public double direct() throws Exception {
        plan();
        long round = ++rounds;
        long start = System.nanoTime();
        all(
                n ->
                        send(
                                new RemindOwner(id(n), 1, STEP, false, clock().now()),
                                new Origin(SAGA, "direct-" + round + '-' + n, null, null)));
        double perSecond = count * NANOS / (System.nanoTime() - start);
        settled();
        return perSecond;
    }

    /** The step is planned anew, so that its first reminder is due on the next day. */
    private void plan() throws Exception {
        LocalDate today = clock().today();
        all(
                n ->
                        send(
                                new PlanStep(
                                        id(n),
                                        1,
                                        STEP,
                                        "ann",
                                        today.plusDays(1 + UNTIL_REMINDED),
                                        "ann",
                                        today,
                                        clock().now()),
                                Origin.of("ann")));
        settled();
    }

    private void all(Callers.Deed deed) throws Exception {
        Callers.all(count, IN_FLIGHT, deed);
    }

    /** Nothing is left to hear, to send or to wake. */
    private void settled() {
        until(
                () ->
                        kehu.get(StateTokenStore.class).reached(SAGA) >= head()
                                && letters() == 0
                                && kehu.get(Deadlines.class).overdue(clock().now()) == 0);
        kehu.follow();
    }

    private static void until(BooleanSupplier done) {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("Projects did not settle");
            }
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    private void send(Object command, Origin origin) {
        kehu.get(Commands.class).send(command, origin);
    }

    private BusinessClock clock() {
        return kehu.get(BusinessClock.class);
    }

    private long head() {
        return kehu.get(EventHistory.class).head();
    }

    private long letters() {
        return kehu.get(Outbox.class).size();
    }

    @Override
    public void close() {
        kehu.close();
    }
}
