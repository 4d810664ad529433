package dev.kehu.lifecycle.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStopped;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;
import dev.kehu.lifecycle.api.ImplementationId;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The stages of a project, from the first to the end. */
class DrivingTest extends DrivenProject {
    private static final ImplementationId OTHER = new ImplementationId("implementation-2");

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
