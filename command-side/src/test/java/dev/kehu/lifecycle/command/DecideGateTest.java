package dev.kehu.lifecycle.command;

import static dev.kehu.lifecycle.command.Story.HUNDRED;
import static dev.kehu.lifecycle.command.Story.ID;
import static dev.kehu.lifecycle.command.Story.NOW;
import static dev.kehu.lifecycle.command.Story.TODAY;
import static dev.kehu.lifecycle.command.Story.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.Money;
import dev.kehu.lifecycle.api.ImplementationCommand.AuthoriseRole;
import dev.kehu.lifecycle.api.ImplementationCommand.CompleteStep;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.GoBack;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.PauseImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.ReportFigure;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
import dev.kehu.lifecycle.api.ImplementationCommand.ResumeImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.StopImplementation;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStopped;
import dev.kehu.lifecycle.api.ImplementationEvent.MeasurementTaken;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;
import dev.kehu.lifecycle.api.Measuring;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

class DecideGateTest {
    private final Story story = Story.begun();

    private List<ImplementationEvent> decide(DecideGate c) {
        return story.does(p -> new Gates(p).decide(c, HUNDRED));
    }

    private void refuses(String code, DecideGate c) {
        story.refuses(code, p -> new Gates(p).decide(c, HUNDRED));
    }

    @Test
    void passesWhereNothingIsUnmet() {
        assertThat(decide(gate(1, "pass", "ann", null)))
                .singleElement()
                .isInstanceOfSatisfying(
                        GateDecided.class, e -> assertThat(e.decision()).isEqualTo("passed"));
        refuses("lifecycle.stage-closed", gate(1, "pass", "ann", null));
        story.does(p -> p.decide(new OpenStage(ID, 2, NOW)));
        assertThat(story.project.stage()).isEqualTo(2);
    }

    @Test
    void opensNoStageBehindAGateNobodyPassed() {
        story.refuses("lifecycle.gate-closed", p -> p.decide(new OpenStage(ID, 2, NOW)));
        story.refuses("lifecycle.gate-closed", p -> p.decide(new OpenStage(ID, 7, NOW)));
        story.refuses(
                "lifecycle.gate-closed",
                p -> new Gates(p).decide(new FinishImplementation(ID, NOW)));
    }

    @Test
    void isRefusedToWhomItIsNotGiven() {
        refuses("lifecycle.no-authority", gate(1, "pass", "eve", null));
        refuses("lifecycle.stage-closed", gate(2, "pass", "ann", null));
        refuses("lifecycle.decision", gate(1, "maybe", "ann", null));
        refuses("lifecycle.unsaid", gate(1, "refuse", "ann", " "));
        refuses("lifecycle.nothing-refused", gate(1, "overrule", "boss", "because"));
    }

    @Test
    void isRefusedToWhoeverDecidesSecond() {
        int seen = story.project.decisions();
        decide(new DecideGate(ID, 1, "refuse", "ann", "not yet", null, seen, TODAY, NOW));
        refuses(
                "lifecycle.decided-meanwhile",
                new DecideGate(ID, 1, "pass", "bob", null, null, seen, TODAY, NOW));
    }

    @Test
    void takesNoMoreMoneyThanTheRoleMaySpend() {
        refuses("lifecycle.beyond-authority", Story.spending(1, "ann", "500", "USD"));
        story.refuses("lifecycle.not-sponsor", p -> new Work(p).decide(limit("ann", "lead")));
        story.refuses("lifecycle.role-unknown", p -> new Work(p).decide(limit("boss", "cook")));
        story.does(p -> new Work(p).decide(limit("boss", "lead")));
        refuses("lifecycle.beyond-authority", Story.spending(1, "ann", "500.01", "USD"));
        refuses("lifecycle.beyond-authority", Story.spending(1, "ann", "1", "CNY"));
        refuses("lifecycle.beyond-authority", Story.spending(1, "bob", "1", "USD"));
        decide(Story.spending(1, "ann", "500", "USD"));
    }

    private static AuthoriseRole limit(String by, String role) {
        return new AuthoriseRole(ID, role, new Money(new BigDecimal("500"), "USD"), by, NOW);
    }

    @Nested
    class GivenAGoalThatIsNotMet {
        @Test
        void refusesOnTheRecordUntilTheSponsorOverrules() {
            story.does(p -> p.asking("ann").decide(Story.computed("active", 1, "200"), HUNDRED));
            assertThat(decide(gate(1, "pass", "ann", null)))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            GateDecided.class,
                            e -> {
                                assertThat(e.decision()).isEqualTo("refused");
                                assertThat(e.unmet()).containsExactly("active");
                                assertThat(e.reason()).isEqualTo("not met: active");
                            });
            story.refuses("lifecycle.gate-closed", p -> p.decide(new OpenStage(ID, 2, NOW)));
            refuses("lifecycle.not-sponsor", gate(1, "overrule", "ann", "we must"));
            refuses("lifecycle.unsaid", gate(1, "overrule", "boss", null));
            decide(gate(1, "overrule", "boss", "the fair begins"));
            story.does(p -> p.decide(new OpenStage(ID, 2, NOW)));
        }

        @Test
        void judgesWhatIsComputedThatDay() {
            story.does(p -> p.asking("ann").decide(Story.computed("active", 1, "200"), HUNDRED));
            story.does(p -> p.asking("ann").decide(Story.computed("later", 2, "200"), HUNDRED));
            LocalDate day = TODAY.plusDays(9);
            DecideGate pass = new DecideGate(ID, 1, "pass", "ann", null, null, null, day, NOW);
            Measuring grown = Story.active(250);
            List<ImplementationEvent> decided = story.does(p -> new Gates(p).decide(pass, grown));
            assertThat(decided.getFirst())
                    .isEqualTo(
                            new MeasurementTaken(
                                    ID, "active", BigDecimal.valueOf(250), day, 7L, NOW));
            assertThat(decided).hasSize(2);
            assertThat(((GateDecided) decided.getLast()).decision()).isEqualTo("passed");
        }

        @Test
        void writesTheSameFigureOfADayOnce() {
            story.does(p -> p.asking("ann").decide(Story.computed("active", 1, "200"), HUNDRED));
            assertThat(decide(gate(1, "pass", "ann", null))).hasSize(1);
            DecideGate refused =
                    new DecideGate(ID, 1, "pass", "ann", null, null, null, TODAY.plusDays(1), NOW);
            assertThat(decide(refused)).hasSize(2);
            assertThat(decide(refused)).hasSize(1);
        }

        @Test
        void passesOnceItIsMet() {
            story.does(
                    p -> p.asking("ann").decide(Story.reported("calls", 1, "10", "20"), HUNDRED));
            story.does(
                    p ->
                            p.asking("ann")
                                    .decide(
                                            new ReportFigure(
                                                    ID,
                                                    "calls",
                                                    new BigDecimal("21"),
                                                    TODAY,
                                                    "ann",
                                                    "list",
                                                    TODAY,
                                                    NOW)));
            assertThat(((GateDecided) decide(gate(1, "pass", "ann", null)).getFirst()).decision())
                    .isEqualTo("passed");
        }
    }

    @Test
    void countsAStepThatIsOwedAsUnmet() {
        story.does(
                p -> new Work(p).decide(new PlanStep(ID, 1, 7, "bob", TODAY, "ann", TODAY, NOW)));
        story.does(p -> new Gates(p).decide(new RequestExitDecision(ID, 1, NOW)));
        assertThat(((GateDecided) decide(gate(1, "pass", "ann", null)).getFirst()).unmet())
                .containsExactly("step-7");
        story.does(p -> new Work(p).decide(new CompleteStep(ID, 1, 7, "bob", "minutes", NOW)));
        assertThat(story.does(p -> new Work(p).decide(done("bob")))).as("said twice").isEmpty();
        decide(gate(1, "pass", "ann", null));
    }

    private static CompleteStep done(String by) {
        return new CompleteStep(ID, 1, 7, by, "minutes", NOW);
    }

    @Test
    void goesBackWithAReasonAndAsksAgainThere() {
        decide(gate(1, "pass", "ann", null));
        story.opens(2);
        story.refuses("lifecycle.not-back", p -> p.decide(back(2, "wrong")));
        story.refuses("lifecycle.unsaid", p -> p.decide(back(1, "")));
        assertThat(story.does(p -> p.decide(back(1, "the goal was wrong"))))
                .containsExactly(new WentBack(ID, 2, 1, "ann", "the goal was wrong", NOW));
        story.opens(1);
        story.refuses("lifecycle.gate-closed", p -> p.decide(new OpenStage(ID, 2, NOW)));
        decide(gate(1, "pass", "ann", null));
    }

    private static GoBack back(int stage, String reason) {
        return new GoBack(ID, stage, "ann", reason, null, NOW);
    }

    @Test
    void waitsWhileTheProjectRestsAndEndsWithIt() {
        story.does(p -> p.decide(new PauseImplementation(ID, "ann", "holiday", NOW)));
        refuses("lifecycle.not-running", gate(1, "pass", "ann", null));
        story.does(p -> p.decide(new ResumeImplementation(ID, "ann", NOW)));
        story.refuses(
                "lifecycle.not-paused", p -> p.decide(new ResumeImplementation(ID, "ann", NOW)));
        story.refuses("lifecycle.not-sponsor", p -> p.decide(stop("ann")));
        assertThat(story.does(p -> p.decide(stop("boss"))))
                .containsExactly(new ImplementationStopped(ID, "boss", "no money", NOW));
        story.refuses("lifecycle.not-running", p -> p.decide(stop("boss")));
        refuses("lifecycle.not-running", gate(1, "pass", "ann", null));
    }

    private static StopImplementation stop(String by) {
        return new StopImplementation(ID, by, "no money", NOW);
    }
}
