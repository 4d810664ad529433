package dev.kehu.lifecycle.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.lifecycle.api.ImplementationCommand.AlertSponsor;
import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationPaused;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationResumed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStopped;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;
import dev.kehu.lifecycle.api.ImplementationId;

import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.SagaTestFixture;
import org.axonframework.test.saga.WhenState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Every transition of the saga, and two years in a moment. */
class DrivingTest {
    private static final ImplementationId ID = new ImplementationId("implementation-1");
    private static final ImplementationId OTHER = new ImplementationId("implementation-2");
    private static final Instant NOON = Instant.parse("1997-01-10T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("1997-01-10");

    private SagaTestFixture<DrivenImplementation> fixture;

    @BeforeEach
    void fixture() {
        fixture = new SagaTestFixture<>(DrivenImplementation.class);
    }

    private ContinuedGivenState begun(DomainEvent... events) {
        fixture.givenCurrentTime(NOON);
        return fixture.givenAggregate(ID.value()).published(with(started(ID), events));
    }

    private static Object[] with(DomainEvent first, DomainEvent... more) {
        Object[] all = new Object[more.length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    private static ImplementationStarted started(ImplementationId id) {
        return new ImplementationStarted(id, "One face", "boss", Map.of(), DAY, NOON);
    }

    private static StageOpened opened(int stage) {
        return new StageOpened(ID, stage, NOON);
    }

    private static StepPlanned planned(int step) {
        return new StepPlanned(ID, 1, step, "bob", LocalDate.parse("1997-02-01"), "ann", NOON);
    }

    private static StepCompleted done(int step) {
        return new StepCompleted(ID, 1, step, "bob", "minutes", NOON);
    }

    private static GateDecided gate(int stage, String decision) {
        return new GateDecided(ID, stage, decision, "ann", "r", List.of(), null, NOON);
    }

    private WhenState then(DomainEvent... events) {
        return begun(events);
    }

    @Test
    void opensTheFirstStage() {
        fixture.givenCurrentTime(NOON);
        fixture.whenAggregate(ID.value())
                .publishes(started(ID))
                .expectDispatchedCommands(new OpenStage(ID, 1, NOON))
                .expectActiveSagas(1);
    }

    @Test
    void leavesOtherProjectsAlone() {
        begun(opened(1), planned(7))
                .andThenAggregate(OTHER.value())
                .published(started(OTHER))
                .whenAggregate(ID.value())
                .publishes(done(7))
                .expectDispatchedCommands(new RequestExitDecision(ID, 1, NOON))
                .expectActiveSagas(2);
    }

    @Test
    void remindsBeforeAndAfterTheDayAndThenTellsTheSponsor() {
        then(opened(1), planned(3))
                .whenTimeElapses(Duration.ofDays(40))
                .expectDispatchedCommands(
                        remind("1997-01-29", false),
                        remind("1997-02-02", true),
                        new AlertSponsor(ID, 1, 3, at("1997-02-09")))
                .expectNoScheduledDeadlines();
    }

    private static RemindOwner remind(String day, boolean overdue) {
        return new RemindOwner(ID, 1, 3, overdue, at(day));
    }

    private static Instant at(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }

    @Test
    void remindsNobodyWhoIsDone() {
        then(opened(1), planned(3), done(3))
                .whenTimeElapses(Duration.ofDays(40))
                .expectNoDispatchedCommands();
    }

    @Test
    void tellsTheSponsorOfAStageNobodyPlans() {
        then(opened(2))
                .whenTimeElapses(Duration.ofDays(31))
                .expectDispatchedCommands(
                        new AlertSponsor(ID, 2, 0, NOON.plus(Duration.ofDays(30))));
    }

    @Test
    void tellsTheSponsorWhereNobodyDecides() {
        then(opened(1), new ExitDecisionRequested(ID, 1, List.of(), NOON))
                .whenTimeElapses(Duration.ofDays(15))
                .expectDispatchedCommands(
                        new AlertSponsor(ID, 1, 0, NOON.plus(Duration.ofDays(14))));
    }

    @Test
    void asksForTheDecisionWhenTheStageIsEvaluated() {
        begun(opened(1), planned(6), planned(7), done(6))
                .whenAggregate(ID.value())
                .publishes(done(7))
                .expectDispatchedCommands(new RequestExitDecision(ID, 1, NOON));
    }

    @Test
    void opensTheNextStageBehindAPassedGate() {
        for (String decision : List.of("passed", "overruled")) {
            fixture();
            begun(opened(3))
                    .whenAggregate(ID.value())
                    .publishes(gate(3, decision))
                    .expectDispatchedCommands(new OpenStage(ID, 4, NOON));
        }
    }

    @Test
    void staysWhereAGateWasRefused() {
        begun(opened(3))
                .whenAggregate(ID.value())
                .publishes(gate(3, "refused"))
                .expectNoDispatchedCommands();
    }

    @Test
    void opensAnEarlierStageAgain() {
        begun(opened(3))
                .whenAggregate(ID.value())
                .publishes(new WentBack(ID, 3, 2, "ann", "wrong goal", NOON))
                .expectDispatchedCommands(new OpenStage(ID, 2, NOON));
    }

    @Test
    void evaluatesAndFinishesBehindTheLastGate() {
        begun(opened(6))
                .whenAggregate(ID.value())
                .publishes(gate(6, "passed"))
                .expectDispatchedCommands(
                        new EvaluateEffect(ID, DAY, null, DAY, NOON),
                        new FinishImplementation(ID, NOON));
    }

    @Test
    void evaluatesAStoppedProjectUnasked() {
        begun(opened(2), planned(3))
                .whenAggregate(ID.value())
                .publishes(new ImplementationStopped(ID, "boss", "no money", NOON))
                .expectDispatchedCommands(new EvaluateEffect(ID, DAY, null, DAY, NOON))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void endsWithAFinishedProject() {
        begun(opened(6), planned(3))
                .whenAggregate(ID.value())
                .publishes(new ImplementationFinished(ID, NOON))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void isSilentWhileTheProjectRests() {
        then(opened(1), planned(3), goal(), new ImplementationPaused(ID, "ann", "rest", NOON))
                .whenTimeElapses(Duration.ofDays(400))
                .expectNoDispatchedCommands();
    }

    @Test
    void makesUpForWhatWasMissedOnceTheProjectGoesOn() throws Exception {
        Instant later = NOON.plus(Duration.ofDays(90));
        begun(opened(1), planned(3), goal(), new ImplementationPaused(ID, "ann", "rest", NOON))
                .andThenTimeElapses(Duration.ofDays(90))
                .andThenAggregate(ID.value())
                .published(new ImplementationResumed(ID, "ann", later))
                .whenTimeElapses(Duration.ofSeconds(1))
                .expectDispatchedCommands(
                        measure("1997-02-10", "1997-02-11"),
                        measure("1997-03-10", "1997-03-11"),
                        new RemindOwner(ID, 1, 3, false, later),
                        new RemindOwner(ID, 1, 3, true, later),
                        new AlertSponsor(ID, 1, 3, later));
    }

    @Test
    void goesOnWaitingForADecisionOnceTheProjectGoesOn() throws Exception {
        Instant later = NOON.plus(Duration.ofDays(5));
        for (DomainEvent asked :
                List.of(new ExitDecisionRequested(ID, 1, List.of(), NOON), gate(1, "refused"))) {
            fixture();
            begun(opened(1), asked, new ImplementationPaused(ID, "ann", "rest", NOON))
                    .andThenTimeElapses(Duration.ofDays(5))
                    .andThenAggregate(ID.value())
                    .published(new ImplementationResumed(ID, "ann", later))
                    .whenTimeElapses(Duration.ofDays(31))
                    .expectDispatchedCommands(
                            new AlertSponsor(ID, 1, 0, later.plus(Duration.ofDays(14))),
                            new AlertSponsor(ID, 1, 0, later.plus(Duration.ofDays(28))));
        }
    }

    @Test
    void readsWhatWasKeptBeforeItKnewOfDecisions() {
        ObjectNode kept = new JsonMapper().createObjectNode().put("stage", 3);
        ObjectNode raised = new WhenImplementationStartedThenDriveIt("UTC").raise(1, kept);
        assertThat(raised.path("asked").asBoolean(true)).isFalse();
        assertThat(raised.path("stage").asInt()).isEqualTo(3);
    }

    @Test
    void readsWhatWasKeptBeforeItKnewOfWaivedSteps() {
        ObjectNode kept = new JsonMapper().createObjectNode().put("asked", true);
        kept.putArray("steps").addObject().put("step", 3);
        kept.putArray("goals").addObject().put("next", "1997-02-28");
        ObjectNode raised = new WhenImplementationStartedThenDriveIt("UTC").raise(2, kept);
        assertThat(raised.path("asked").asBoolean()).isTrue();
        assertThat(raised.path("steps").path(0).path("waived").asBoolean(true)).isFalse();
        assertThat(raised.path("goals").path(0).path("from").asString()).isEqualTo("1997-02-28");
    }

    @Test
    void tellsAgainOfAStageNobodyPlansOnceTheProjectGoesOn() throws Exception {
        Instant later = NOON.plus(Duration.ofDays(5));
        begun(opened(2), new ImplementationPaused(ID, "ann", "rest", NOON))
                .andThenTimeElapses(Duration.ofDays(5))
                .andThenAggregate(ID.value())
                .published(new ImplementationResumed(ID, "ann", later))
                .whenTimeElapses(Duration.ofDays(31))
                .expectDispatchedCommands(
                        new AlertSponsor(ID, 2, 0, later.plus(Duration.ofDays(30))));
    }

    private static StepPlanned planned(int stage, String due) {
        return new StepPlanned(ID, stage, 3, "bob", LocalDate.parse(due), "ann", NOON);
    }

    private static WentBack back(int to) {
        return new WentBack(ID, 3, to, "ann", "wrong goal", NOON);
    }

    @Test
    void remindsOfNoStageThatIsClosed() {
        then(
                        opened(1),
                        planned(1, "1997-02-02"),
                        opened(3),
                        planned(3, "1997-02-01"),
                        planned(4, "1997-02-01"),
                        back(1),
                        opened(1))
                .whenTimeElapses(Duration.ofDays(22))
                .expectDispatchedCommands(new RemindOwner(ID, 1, 3, false, at("1997-01-30")));
    }

    @Test
    void remindsAgainOnceTheStageIsOpenAgain() throws Exception {
        Instant later = NOON.plus(Duration.ofDays(10));
        begun(opened(3), planned(3, "1997-02-01"), back(1), opened(1))
                .andThenTimeElapses(Duration.ofDays(10))
                .andThenAggregate(ID.value())
                .published(new StageOpened(ID, 2, later), new StageOpened(ID, 3, later))
                .whenTimeElapses(Duration.ofDays(40))
                .expectDispatchedCommands(
                        new RemindOwner(ID, 3, 3, false, at("1997-01-29")),
                        new RemindOwner(ID, 3, 3, true, at("1997-02-02")),
                        new AlertSponsor(ID, 3, 3, at("1997-02-09")));
    }

    /** A step owed at a gate the sponsor overruled is owed again once its stage is open again. */
    @Test
    void remindsAgainOfWhatAGateWasPassedWithout() throws Exception {
        Instant later = NOON.plus(Duration.ofDays(10));
        begun(opened(1), planned(3), gate(1, "refused"), gate(1, "overruled"), opened(2))
                .andThenTimeElapses(Duration.ofDays(10))
                .andThenAggregate(ID.value())
                .published(
                        new WentBack(ID, 2, 1, "ann", "the minutes are missing", later),
                        new StageOpened(ID, 1, later))
                .whenTimeElapses(Duration.ofDays(40))
                .expectDispatchedCommands(
                        remind("1997-01-29", false),
                        remind("1997-02-02", true),
                        new AlertSponsor(ID, 1, 3, at("1997-02-09")));
    }

    @Test
    void remindsNobodyOfWhatAGateWasPassedWithout() throws Exception {
        then(opened(1), planned(3), gate(1, "overruled"), opened(2))
                .whenTimeElapses(Duration.ofDays(29))
                .expectNoDispatchedCommands();
        fixture();
        Instant later = NOON.plus(Duration.ofDays(20));
        begun(
                        opened(1),
                        planned(3),
                        gate(1, "overruled"),
                        opened(2),
                        new ImplementationPaused(ID, "ann", "rest", NOON))
                .andThenTimeElapses(Duration.ofDays(20))
                .andThenAggregate(ID.value())
                .published(new ImplementationResumed(ID, "ann", later))
                .whenTimeElapses(Duration.ofDays(29))
                .expectNoDispatchedCommands();
    }

    private static GoalAgreed goal() {
        return goal("1999-01-05", NOON);
    }

    private static GoalAgreed goal(String due, Instant at) {
        return new GoalAgreed(
                ID,
                "active",
                "customers",
                "up",
                "customers-active",
                BigDecimal.TEN,
                LocalDate.parse(due),
                BigDecimal.ONE,
                6,
                null,
                "ann",
                at);
    }

    @Test
    void measuresOnTheSameDayOfEachMonthThatIsLongEnough() {
        then(goal("1997-06-10", Instant.parse("1997-01-30T12:00:00Z")))
                .whenTimeElapses(Duration.ofDays(200))
                .expectDispatchedCommands(
                        measure("1997-02-28", "1997-03-01"),
                        measure("1997-03-30", "1997-03-31"),
                        measure("1997-04-30", "1997-05-01"),
                        measure("1997-05-30", "1997-05-31"),
                        measure("1997-06-10", "1997-06-11"))
                .expectNoScheduledDeadlines();
    }

    private static TakeMeasurement measure(String day, String at) {
        return new TakeMeasurement(ID, "active", LocalDate.parse(day), at(at));
    }

    @Test
    void measuresEveryMonthOfTwoYearsAndOnTheLastDay() {
        TakeMeasurement[] all = new TakeMeasurement[24];
        LocalDate day = DAY;
        for (int i = 0; i < 23; i++) {
            day = day.plusMonths(1);
            all[i] = measure(day.toString(), day.plusDays(1).toString());
        }
        all[23] = measure("1999-01-05", "1999-01-06");
        then(goal())
                .whenTimeElapses(Duration.ofDays(3 * 365))
                .expectDispatchedCommands((Object[]) all)
                .expectNoScheduledDeadlines();
    }

    @Test
    void triesAgainWhatWasStuckWhenAPersonSaysSo() {
        begun(opened(3), gate(3, "passed"))
                .whenAggregate(ID.value())
                .publishes(new StuckRetried(ID, "open-4-3", "ann", NOON))
                .expectDispatchedCommands(new OpenStage(ID, 4, NOON));
        for (String step : List.of("ask-3-5", "evaluate-9", "finish-9", "again-7-finish-9")) {
            fixture();
            begun(opened(3))
                    .whenAggregate(ID.value())
                    .publishes(new StuckRetried(ID, step, "ann", NOON))
                    .expectDispatchedCommands(retried(step));
        }
    }

    @Test
    void leavesADayAloneThatNeverWas() {
        begun(opened(3))
                .whenAggregate(ID.value())
                .publishes(new StuckRetried(ID, "measure-2020-13-45-x", "ann", NOON))
                .expectNoDispatchedCommands()
                .expectActiveSagas(1);
    }

    private static Object retried(String step) {
        if (step.contains("finish")) return new FinishImplementation(ID, NOON);
        return step.startsWith("ask")
                ? new RequestExitDecision(ID, 3, NOON)
                : new EvaluateEffect(ID, DAY, null, DAY, NOON);
    }
}
