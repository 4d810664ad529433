package dev.kehu.lifecycle.process;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.lifecycle.api.ImplementationCommand.AlertSponsor;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationPaused;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationResumed;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who is reminded, who is told, and when nobody is. */
class RemindingTest extends DrivenProject {
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
}
