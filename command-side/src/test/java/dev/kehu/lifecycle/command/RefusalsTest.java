package dev.kehu.lifecycle.command;

import static dev.kehu.lifecycle.command.Story.HUNDRED;
import static dev.kehu.lifecycle.command.Story.ID;
import static dev.kehu.lifecycle.command.Story.NOW;
import static dev.kehu.lifecycle.command.Story.TODAY;
import static dev.kehu.lifecycle.command.Story.gate;
import static dev.kehu.lifecycle.command.Story.goal;

import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.SplitGoal;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What nobody may ask for, each on its own, so that each is seen to fail on its own. */
class RefusalsTest {
    private final Story story = Story.begun();

    private void agrees(AgreeGoal c) {
        story.does(p -> p.asking(c.by()).decide(c, HUNDRED));
    }

    private void refuses(String code, AgreeGoal c) {
        story.refuses(code, p -> p.asking(c.by()).decide(c, HUNDRED));
    }

    @Test
    void noStepIsDueInThePast() {
        story.refuses(
                "lifecycle.due-past",
                p ->
                        new Work(p)
                                .decide(
                                        new PlanStep(
                                                ID,
                                                1,
                                                3,
                                                "bob",
                                                TODAY.minusDays(1),
                                                "ann",
                                                TODAY,
                                                NOW)));
    }

    @Test
    void noTargetIsTheBaseline() {
        refuses("lifecycle.target-is-baseline", goal("c", "reported", "10", "10", "up", 1, null));
    }

    @Test
    void noMeasureIsMadeUp() {
        refuses("lifecycle.measure-unknown", goal("c", "happiness", "1", "2", "up", 1, null));
    }

    @Test
    void noGoalIsAPartOfItself() {
        agrees(goal("a", "reported", "1", "2", "up", 1, null));
        agrees(goal("b", "reported", "1", "2", "up", 1, "a"));
        story.refuses(
                "lifecycle.circular-split",
                p -> p.goals().decide(new SplitGoal(ID, "a", "b", "ann", NOW)));
    }

    @Test
    void noTwoDecideOnWhatOneOfThemHasNotSeen() {
        int seen = story.project.decisions();
        story.on(new GateDecided(ID, 1, "refused", "ann", "r", List.of(), null, NOW));
        story.refuses(
                "lifecycle.decided-meanwhile",
                p ->
                        new Gates(p)
                                .decide(
                                        new DecideGate(
                                                ID, 1, "refuse", "bob", "r", null, seen, TODAY,
                                                NOW),
                                        HUNDRED));
    }

    @Test
    void nobodyDecidesWhoTakesNoPart() {
        story.refuses(
                "lifecycle.no-authority",
                p -> new Gates(p).decide(gate(1, "refuse", "eve", "r"), HUNDRED));
    }
}
