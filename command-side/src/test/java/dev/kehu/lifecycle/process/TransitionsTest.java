package dev.kehu.lifecycle.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Money;
import dev.kehu.lifecycle.api.ImplementationCommand.NoteStuck;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.EffectEvaluated;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.FigureReported;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalSplit;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationPaused;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationResumed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStopped;
import dev.kehu.lifecycle.api.ImplementationEvent.LessonRecorded;
import dev.kehu.lifecycle.api.ImplementationEvent.MeasurementTaken;
import dev.kehu.lifecycle.api.ImplementationEvent.OwnerReminded;
import dev.kehu.lifecycle.api.ImplementationEvent.RoleAuthorised;
import dev.kehu.lifecycle.api.ImplementationEvent.SponsorAlerted;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StandardFixed;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.StepStuck;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.saga.Happening;
import dev.kehu.platform.saga.Happening.Accepted;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.saga.Happening.Refused;
import dev.kehu.platform.saga.Steps;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the fixture cannot show: a single step, what it takes back, and what it leaves alone. */
class TransitionsTest {
    private static final ImplementationId ID = new ImplementationId("implementation-1");
    private static final Instant NOON = Instant.parse("1997-01-10T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("1997-01-10");

    private final WhenImplementationStartedThenDriveIt process =
            new WhenImplementationStartedThenDriveIt("UTC");
    private long position;

    private Steps<Progress> after(DomainEvent... events) {
        Steps<Progress> steps = Steps.to(process.start());
        for (DomainEvent event : events) steps = then(steps.progress(), event);
        return steps;
    }

    private Steps<Progress> then(Progress p, DomainEvent event) {
        return process.next(p, new Occurred(event, ++position));
    }

    private Steps<Progress> then(Progress p, Happening happening) {
        return process.next(p, happening);
    }

    private static ImplementationStarted started() {
        return new ImplementationStarted(ID, "P", "boss", Map.of(), DAY, NOON);
    }

    private static StageOpened opened(int stage) {
        return new StageOpened(ID, stage, NOON);
    }

    private static StepPlanned planned(int stage, int step, String due) {
        return new StepPlanned(ID, stage, step, "bob", LocalDate.parse(due), "ann", NOON);
    }

    private static StepCompleted done(int stage, int step) {
        return new StepCompleted(ID, stage, step, "bob", "minutes", NOON);
    }

    private static GateDecided gate(int stage, String decision) {
        return new GateDecided(ID, stage, decision, "ann", "r", List.of(), null, NOON);
    }

    private static GoalAgreed goal(String measure) {
        return new GoalAgreed(
                ID,
                "m",
                "u",
                "up",
                measure,
                BigDecimal.TEN,
                DAY.plusDays(200),
                BigDecimal.ONE,
                6,
                null,
                "ann",
                NOON);
    }

    /** Of these a process takes note, and does nothing. */
    private static final List<ImplementationEvent> LEFT_ALONE =
            List.of(
                    new BaselineFrozen(ID, "m", BigDecimal.ONE, "q", DAY, 1L, "ann", null, NOON),
                    new RoleAuthorised(ID, "lead", new Money(BigDecimal.ONE, "USD"), "boss", NOON),
                    new GoalSplit(ID, "m", "n", "ann", NOON),
                    new MeasurementTaken(ID, "m", BigDecimal.ONE, DAY, 1L, NOON),
                    new FigureReported(ID, "m", BigDecimal.ONE, DAY, "ann", "e", NOON),
                    new OwnerReminded(ID, 1, 3, "bob", DAY, false, NOON),
                    new SponsorAlerted(ID, 1, 3, "boss", NOON),
                    new EffectEvaluated(ID, DAY, 1L, Map.of(), List.of(), "achieved", NOON),
                    new LessonRecorded(ID, null, "l", "ann", NOON),
                    new StandardFixed(ID, null, "t", "ann", NOON),
                    new TrainingTaken(ID, "bob", "idea", DAY, NOON),
                    new AcceptanceSurveyed(ID, "bob", 4, DAY, NOON),
                    new StepStuck(ID, "open-2-3", "c", NOON));

    /** Each of these has a test here or in {@link DrivingTest}. */
    private static final Set<Class<?>> FOLLOWED =
            Set.of(
                    ImplementationStarted.class,
                    StageOpened.class,
                    StepPlanned.class,
                    StepCompleted.class,
                    GoalAgreed.class,
                    ExitDecisionRequested.class,
                    GateDecided.class,
                    WentBack.class,
                    ImplementationPaused.class,
                    ImplementationResumed.class,
                    ImplementationStopped.class,
                    ImplementationFinished.class,
                    StuckRetried.class);

    @Test
    void leavesAloneWhatItNeedNotFollow() {
        Progress p =
                after(started(), opened(1), planned(1, 3, "1997-02-01"), goal("customers-active"))
                        .progress();
        for (ImplementationEvent event : LEFT_ALONE)
            assertThat(then(p, event)).as(event.toString()).isEqualTo(Steps.to(p));
        Set<Class<?>> known = new HashSet<>(FOLLOWED);
        LEFT_ALONE.forEach(event -> known.add(event.getClass()));
        assertThat(known)
                .containsExactlyInAnyOrder(ImplementationEvent.class.getPermittedSubclasses());
    }

    @Test
    void movesTheDeadlineOfAStepThatIsPlannedAnew() {
        Progress p = after(started(), opened(1), planned(1, 3, "1997-02-01")).progress();
        Steps<Progress> moved = then(p, planned(1, 3, "1997-03-01"));
        assertThat(moved.deadlines())
                .containsExactly(entry("step.1.3", Instant.parse("1997-02-26T00:00:00Z")));
        assertThat(moved.progress().steps()).hasSize(1);
    }

    @Test
    void setsNoDeadlineForAStepThatIsPlannedWhileTheProjectRests() {
        Steps<Progress> steps =
                after(
                        started(),
                        opened(1),
                        new ImplementationPaused(ID, "ann", "r", NOON),
                        planned(1, 3, "1997-02-01"));
        assertThat(steps.deadlines()).isEmpty();
        assertThat(then(steps.progress(), new ImplementationResumed(ID, "ann", NOON)).deadlines())
                .containsKey("step.1.3")
                .doesNotContainKey("idle");
    }

    @Test
    void stopsWaitingForAPlanOnceThereIsOne() {
        Progress p = after(started(), opened(1)).progress();
        assertThat(then(p, planned(1, 3, "1997-02-01")).cancelled()).contains("idle");
        assertThat(then(p, planned(2, 3, "1997-02-01")).cancelled()).doesNotContain("idle");
    }

    @Test
    void asksForNoDecisionAboutAnotherStage() {
        Progress p = after(started(), opened(1), opened(2), planned(1, 7, "1997-02-01")).progress();
        assertThat(then(p, done(1, 7)).commands()).isEmpty();
    }

    @Test
    void measuresNothingThatPeopleReport() {
        Steps<Progress> steps = after(started(), opened(1), goal("reported"));
        assertThat(steps.deadlines()).isEmpty();
        assertThat(steps.progress().goals()).isEmpty();
    }

    @Test
    void waitsForADecisionInsteadOfAPlan() {
        for (DomainEvent asked :
                List.of(new ExitDecisionRequested(ID, 1, List.of(), NOON), gate(1, "refused"))) {
            Steps<Progress> steps = after(started(), opened(1), asked);
            assertThat(steps.deadlines())
                    .containsExactly(entry("undecided", NOON.plus(Duration.ofDays(14))));
            assertThat(steps.cancelled()).contains("idle");
            Steps<Progress> passed = then(steps.progress(), gate(1, "passed"));
            assertThat(passed.cancelled()).contains("undecided", "idle");
            Steps<Progress> back =
                    then(
                            after(started(), opened(2), asked).progress(),
                            new WentBack(ID, 2, 1, "ann", "r", NOON));
            assertThat(back.cancelled()).contains("undecided", "idle");
        }
    }

    @Test
    void tellsTheSponsorAgainAndAgain() {
        Progress p = after(started(), opened(1)).progress();
        Instant at = NOON.plus(Duration.ofDays(30));
        assertThat(then(p, new Due("idle", at)).deadlines())
                .containsExactly(entry("idle", at.plus(Duration.ofDays(30))));
        assertThat(then(p, new Due("undecided", at)).deadlines())
                .containsExactly(entry("undecided", at.plus(Duration.ofDays(14))));
    }

    @Test
    void wakesNobodyForWhatIsGone() {
        Progress p = after(started(), opened(1), planned(2, 3, "1997-02-01")).progress();
        for (String gone : List.of("step.1.3", "step.2.3", "measure.m"))
            assertThat(then(p, new Due(gone, NOON)).commands()).as(gone).isEmpty();
    }

    @Test
    void takesBackAllDeadlinesWhileTheProjectRests() {
        Steps<Progress> steps =
                after(
                        started(),
                        opened(1),
                        planned(1, 3, "1997-02-01"),
                        goal("customers-active"),
                        new ImplementationPaused(ID, "ann", "r", NOON));
        assertThat(steps.cancelled()).contains("idle", "undecided", "step.1.3", "measure.m");
        assertThat(steps.deadlines()).isEmpty();
    }

    @Test
    void showsWhatWasRefusedUnlessItWasOnlyTold() {
        Progress p = after(started(), opened(1)).progress();
        for (String told : List.of("tell-1-3-2", "stuck-open-2-3", "idle-1", "undecided-1"))
            assertThat(then(p, new Refused(told, "c.d"))).as(told).isEqualTo(Steps.to(p));
        for (String step : List.of("open-2-3", "ask-1-3", "measure-1997-02-10-m", "evaluate-3"))
            assertThat(then(p, new Refused(step, "c.d")).commands())
                    .containsExactly(entry("stuck-" + step, new NoteStuck(ID, step, "c.d", NOON)));
        assertThat(then(p, new Accepted("open-2-3", Map.of()))).isEqualTo(Steps.to(p));
    }

    @Test
    void asksNobodyWhoHasDecidedAlready() {
        Progress p = after(started(), opened(1)).progress();
        for (String asked : List.of("ask-1-3", "again-9-ask-1-3"))
            assertThat(then(p, new Refused(asked, "lifecycle.stage-closed")))
                    .isEqualTo(Steps.to(p));
        assertThat(then(p, new Refused("open-2-3", "lifecycle.stage-closed")).commands())
                .isNotEmpty();
    }

    @Test
    void endsWithAStoppedOrFinishedProject() {
        Progress p = after(started(), opened(6)).progress();
        assertThat(then(p, new ImplementationStopped(ID, "boss", "r", NOON)).ended()).isTrue();
        assertThat(then(p, new ImplementationFinished(ID, NOON)).ended()).isTrue();
        assertThat(then(p, gate(6, "passed")).ended()).as("the evaluation is sent").isFalse();
    }

    @Test
    void namesEveryStepOnce() {
        Set<String> names = new HashSet<>();
        Progress p = after(started()).progress();
        for (DomainEvent event :
                List.of(
                        opened(1),
                        planned(1, 3, "1997-01-01"),
                        planned(1, 4, "1997-01-01"),
                        gate(1, "overruled"),
                        opened(2),
                        planned(2, 3, "1997-01-01"),
                        gate(2, "overruled"),
                        opened(3),
                        new WentBack(ID, 3, 1, "ann", "r", NOON),
                        opened(1),
                        gate(1, "overruled"),
                        opened(2))) {
            Steps<Progress> steps = then(p, event);
            steps.commands().keySet().forEach(name -> assertThat(names.add(name)).isTrue());
            p = steps.progress();
            for (int told = 0; told < 3; told++)
                for (Progress.Owed owed : p.steps()) {
                    if (owed.told() == 3) continue;
                    Steps<Progress> woken =
                            then(p, new Due("step." + owed.stage() + '.' + owed.step(), NOON));
                    woken.commands()
                            .keySet()
                            .forEach(name -> assertThat(names.add(name)).as(name).isTrue());
                    p = woken.progress();
                }
        }
        assertThat(names).hasSizeGreaterThan(15);
    }
}
