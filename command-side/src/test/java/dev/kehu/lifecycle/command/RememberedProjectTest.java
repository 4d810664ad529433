package dev.kehu.lifecycle.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.kernel.Authority;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.AuthoriseRole;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.NoteStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.ReportFigure;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.StopImplementation;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.memory.Reads;
import dev.kehu.platform.saga.LivingSagas;
import dev.kehu.platform.writeside.WriteSide;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What is kept of a project beside its events, and what others learn of it. */
@Execution(ExecutionMode.CONCURRENT)
class RememberedProjectTest {
    private static final ImplementationId ID = new ImplementationId("implementation-1");
    private static final Instant NOW = Instant.parse("1998-06-30T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("1998-06-30");
    private static final Origin ANN = Origin.of("ann");

    private WriteSide kehu;
    private Path directory;

    @BeforeEach
    void open(@TempDir Path temp) {
        directory = temp;
        kehu = WriteSide.open(temp, Reads.class);
    }

    @AfterEach
    void close() {
        kehu.close();
    }

    private void send(Object command) {
        kehu.get(Commands.class).send(command, ANN);
    }

    private void begin() {
        send(new AdvanceBusinessDay(TODAY, NOW));
        send(
                new StartImplementation(
                        ID, "P", "boss", Map.of("ann", "lead", "bob", "clerk"), TODAY, NOW));
        await().until(() -> events(StageOpened.class) == 1);
    }

    private long events(Class<?> type) {
        return kehu.get(EventHistory.class).readStream(ID.value()).stream()
                .map(RecordedEvent::payload)
                .filter(type::isInstance)
                .count();
    }

    private static AgreeGoal goal(String metric, String baseline) {
        return new AgreeGoal(
                ID,
                metric,
                "calls",
                "up",
                "reported",
                new BigDecimal(baseline),
                new BigDecimal("1E+3"),
                TODAY.plusDays(90),
                new BigDecimal("1.50"),
                1,
                null,
                "ann",
                "list",
                TODAY,
                NOW);
    }

    private static ReportFigure reported(int day) {
        return new ReportFigure(
                ID,
                "calls",
                BigDecimal.valueOf(day, 2),
                TODAY.minusDays(day),
                "ann",
                "list",
                TODAY,
                NOW);
    }

    private void liveALittle() {
        begin();
        send(goal("calls", "10.50"));
        for (int day = 0; day < 20; day++) send(reported(day));
        send(new PlanStep(ID, 1, 7, "bob", TODAY.plusDays(9), "ann", TODAY, NOW));
        send(limit());
        send(new NoteStuck(ID, "open-2-3", "lifecycle.gate-closed", NOW));
        send(new DecideGate(ID, 1, "refuse", "ann", "early", null, null, TODAY, NOW));
    }

    private static AuthoriseRole limit() {
        return new AuthoriseRole(
                ID, "lead", new Money(new BigDecimal("500.00"), "USD"), "boss", NOW);
    }

    private Project folded() {
        Project project = Project.UNKNOWN;
        for (RecordedEvent event : kehu.get(EventHistory.class).readStream(ID.value()))
            project = new ImplementationFold().evolve(project, event.payload());
        return project;
    }

    private @Nullable Void reportOnce() {
        send(reported(30));
        return null;
    }

    @Test
    void isNeverReadAgainForTheNextCommand() throws Exception {
        liveALittle();
        Reads reads = kehu.get(Reads.class);
        assertThat(reads.during(this::reportOnce))
                .doesNotContain("readTail " + ID.value(), "readStream " + ID.value());
    }

    @Test
    void letsOneOfThoseDecideWhoSawTheSame() throws Exception {
        begin();
        int seen = folded().decisions();
        CountDownLatch together = new CountDownLatch(1);
        List<CompletableFuture<String>> all =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> decided(seen, together),
                                                Thread::startVirtualThread))
                        .toList();
        together.countDown();
        List<String> outcomes = new ArrayList<>();
        for (CompletableFuture<String> one : all) outcomes.add(one.get(30, TimeUnit.SECONDS));
        assertThat(outcomes).containsOnlyOnce("decided");
        assertThat(outcomes).filteredOn("lifecycle.decided-meanwhile"::equals).hasSize(7);
        assertThat(events(GateDecided.class)).isEqualTo(1);
    }

    private String decided(int seen, CountDownLatch together) {
        try {
            together.await();
            send(new DecideGate(ID, 1, "refuse", "ann", "early", null, seen, TODAY, NOW));
            return "decided";
        } catch (Refusal refusal) {
            return refusal.code();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isTheSameFromASnapshot() {
        liveALittle();
        JsonMapper json = new JsonMapper();
        Project project = folded();
        assertThat(project.loop().stuck()).isNotEmpty();
        assertThat(project.goals().all().get("calls").points()).hasSize(20);
        byte[] kept = json.writeValueAsBytes(project);
        assertThat(json.readValue(kept, Project.class)).isEqualTo(project);
        assertThat(new ImplementationFold().bytes(project)).isGreaterThan(kept.length);
    }

    @Test
    void grantsWhatItsRolesMaySpend() {
        Authority authority = kehu.get(Authority.class);
        authority.mayDecide("ann", usd("900"));
        begin();
        authority.mayDecide("ann", usd("900"));
        send(limit());
        await().until(() -> !kehu.get(LivingSagas.class).keys("implementation").isEmpty());
        authority.mayDecide("ann", usd("500"));
        beyond(authority, "ann", usd("500.01"));
        beyond(authority, "ann", new Money(BigDecimal.ONE, "CNY"));
        authority.mayDecide("ann", new Money(BigDecimal.ZERO, "CNY"));
        authority.mayDecide("bob", usd("900"));
        authority.mayDecide("boss", usd("900"));
        send(new StopImplementation(ID, "boss", "r", NOW));
        await().until(() -> kehu.get(LivingSagas.class).keys("implementation").isEmpty());
        authority.mayDecide("ann", usd("900"));
    }

    private static Money usd(String value) {
        return new Money(new BigDecimal(value), "USD");
    }

    private static void beyond(Authority authority, String user, Money spends) {
        assertThatThrownBy(() -> authority.mayDecide(user, spends))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.code()).isEqualTo("lifecycle.beyond-authority"));
    }

    @Test
    void hasTheBookReadAheadWhileItGoesOn() {
        MeasuringBook book = kehu.get(MeasuringBook.class);
        new ReadingAhead(book, kehu.get(LivingSagas.class), Clock.systemUTC()).round();
        assertThat(book.reached()).as("no project yet").isZero();
        begin();
        kehu.close();
        kehu = WriteSide.open(directory, Reads.class);
        await().until(() -> kehu.get(MeasuringBook.class).reached() > 0);
    }
}
