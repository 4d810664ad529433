package dev.kehu.lifecycle.command;

import static dev.kehu.lifecycle.command.Story.HUNDRED;
import static dev.kehu.lifecycle.command.Story.ID;
import static dev.kehu.lifecycle.command.Story.NOW;
import static dev.kehu.lifecycle.command.Story.TODAY;
import static dev.kehu.lifecycle.command.Story.goal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationCommand.ReportFigure;
import dev.kehu.lifecycle.api.ImplementationCommand.SplitGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.EffectEvaluated;
import dev.kehu.lifecycle.api.ImplementationEvent.MeasurementTaken;
import dev.kehu.lifecycle.api.Measure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;

class AgreeGoalTest {
    private final Story story = Story.begun();

    private void sets(AgreeGoal c) {
        story.does(p -> p.asking(c.by()).decide(c, HUNDRED));
    }

    private void refuses(String code, AgreeGoal c) {
        story.refuses(code, p -> p.asking(c.by()).decide(c, HUNDRED));
    }

    @Test
    void freezesTheBaselineWithQueryPositionAndDay() {
        sets(Story.computed("active", 4, "150"));
        BaselineFrozen frozen = (BaselineFrozen) story.events.getLast();
        assertThat(frozen.value()).isEqualByComparingTo("100");
        assertThat(frozen.query()).isEqualTo("customers-active");
        assertThat(frozen.position()).isEqualTo(7);
        assertThat(frozen.day()).isEqualTo(TODAY);
        refuses("lifecycle.goal-exists", Story.computed("active", 4, "160"));
    }

    @Test
    void isRefusedWithoutNumberDateOrBaseline() {
        refuses("lifecycle.goal-incomplete", Story.reported("calls", 1, null, "20"));
        refuses("lifecycle.goal-incomplete", goal("c", "reported", "1", null, "up", 1, null));
        refuses("lifecycle.goal-incomplete", due(null));
        refuses("lifecycle.due-past", due(TODAY.minusDays(1)));
        refuses("lifecycle.due-past", due(TODAY));
        sets(due(TODAY.plusDays(1)));
    }

    private static AgreeGoal due(@Nullable LocalDate day) {
        AgreeGoal c = Story.reported("calls", 1, "10", "20");
        return new AgreeGoal(
                ID,
                c.metric(),
                c.unit(),
                c.direction(),
                c.measure(),
                c.baseline(),
                c.target(),
                day,
                c.weight(),
                c.stage(),
                null,
                "ann",
                c.evidence(),
                TODAY,
                NOW);
    }

    @Test
    void isRefusedWhereNothingCouldBeJudged() {
        refuses("lifecycle.target-is-baseline", Story.reported("calls", 1, "10", "10.0"));
        refuses("lifecycle.target-is-baseline", Story.computed("active", 1, "100"));
        refuses("lifecycle.target-behind", Story.reported("calls", 1, "10", "5"));
        refuses("lifecycle.direction", goal("c", "reported", "1", "2", "over", 1, null));
        refuses("lifecycle.measure-unknown", goal("c", "happiness", null, "2", "up", 1, null));
        refuses(
                "lifecycle.measure-unavailable",
                goal("c", "self-service-solve-rate", null, "2", "up", 1, null));
        refuses("lifecycle.no-data", goal("c", "answered-within-hour", null, "0.9", "up", 1, null));
        refuses(
                "lifecycle.baseline-computed",
                goal("c", "customers-active", "90", "200", "up", 1, null));
        refuses("lifecycle.stage", Story.reported("calls", 7, "1", "2"));
        refuses("lifecycle.name", Story.reported("Calls a day", 1, "1", "2"));
    }

    @Test
    void isNeverAPartOfItself() {
        refuses("lifecycle.circular-split", goal("a", "reported", "1", "2", "up", 1, "a"));
        refuses("lifecycle.goal-unknown", goal("a", "reported", "1", "2", "up", 1, "z"));
        sets(goal("a", "reported", "1", "2", "up", 1, null));
        sets(goal("b", "reported", "1", "2", "up", 1, "a"));
        sets(goal("c", "reported", "1", "2", "up", 1, "b"));
        story.refuses("lifecycle.circular-split", p -> p.goals().decide(split("a", "c")));
        story.does(p -> p.goals().decide(split("c", "a")));
        assertThat(story.does(p -> p.goals().decide(split("c", "a")))).as("twice").isEmpty();
    }

    private static SplitGoal split(String part, String whole) {
        return new SplitGoal(ID, part, whole, "ann", NOW);
    }

    @Test
    void isMeasuredOrReportedButNeverBoth() {
        sets(Story.computed("active", 1, "150"));
        sets(Story.reported("calls", 1, "10", "20"));
        story.refuses("lifecycle.goal-computed", p -> p.goals().decide(report("active", TODAY)));
        story.refuses(
                "lifecycle.day-ahead", p -> p.goals().decide(report("calls", TODAY.plusDays(1))));
        story.refuses(
                "lifecycle.goal-reported",
                p -> p.goals().decide(new TakeMeasurement(ID, "calls", TODAY, NOW), HUNDRED));
        assertThat(
                        story.does(
                                p ->
                                        p.goals()
                                                .decide(
                                                        new TakeMeasurement(
                                                                ID, "active", TODAY, NOW),
                                                        HUNDRED)))
                .containsExactly(
                        new MeasurementTaken(
                                ID, "active", BigDecimal.valueOf(100), TODAY, 7L, NOW));
    }

    private static ReportFigure report(String metric, LocalDate day) {
        return new ReportFigure(ID, metric, BigDecimal.TEN, day, "ann", "list", TODAY, NOW);
    }

    @Test
    void isJudgedByWhatWasLastKnown() {
        sets(Story.reported("calls", 1, "10", "20"));
        sets(Story.computed("active", 1, "150"));
        story.does(p -> p.goals().decide(reported("25", TODAY)));
        story.does(p -> p.goals().decide(reported("5", TODAY.minusDays(3))));
        EffectEvaluated evaluated = evaluated(evaluate(TODAY, null));
        assertThat(evaluated.achieved()).containsExactly("calls");
        assertThat(evaluated.verdict()).isEqualTo("mostly-achieved");
        assertThat(evaluated.results()).containsEntry("calls", new BigDecimal("25"));
    }

    private static EvaluateEffect evaluate(LocalDate day, @Nullable String by) {
        return new EvaluateEffect(ID, day, by, TODAY, NOW);
    }

    private EffectEvaluated evaluated(EvaluateEffect c) {
        return (EffectEvaluated) story.does(p -> new Effect(p).decide(c, HUNDRED)).getFirst();
    }

    @Test
    void isJudgedOfAPastDayByWhatIsKnownOfThatDay() {
        sets(Story.reported("calls", 1, "10", "20"));
        story.does(p -> p.goals().decide(reported("25", TODAY)));
        story.does(p -> p.goals().decide(reported("5", TODAY.minusDays(3))));
        story.does(p -> p.goals().decide(reported("7", TODAY.minusDays(3))));
        for (int before : new int[] {1, 3})
            assertThat(evaluated(evaluate(TODAY.minusDays(before), "ann")).results())
                    .containsEntry("calls", new BigDecimal("7"));
        EffectEvaluated earlier = evaluated(evaluate(TODAY.minusDays(4), "boss"));
        assertThat(earlier.results()).containsEntry("calls", BigDecimal.TEN);
        assertThat(earlier.verdict()).isEqualTo("not-achieved");
    }

    @Test
    void isJudgedForWhoTakesPartAndOfNoDayToCome() {
        sets(Story.reported("calls", 1, "10", "20"));
        EvaluateEffect tomorrow = evaluate(TODAY.plusDays(1), "ann");
        story.refuses("lifecycle.day-ahead", p -> new Effect(p).decide(tomorrow, HUNDRED));
        EvaluateEffect stranger = evaluate(TODAY, "eve");
        story.refuses("lifecycle.no-authority", p -> new Effect(p).decide(stranger, HUNDRED));
    }

    private static ReportFigure reported(String value, LocalDate day) {
        return new ReportFigure(ID, "calls", new BigDecimal(value), day, "ann", "list", TODAY, NOW);
    }

    @Test
    void hasADistinctNameForEveryMeasure() {
        for (Measure measure : Measure.values())
            assertThat(Measure.named(measure.label())).contains(measure);
        assertThat(Measure.named("CUSTOMERS_ACTIVE")).isEmpty();
    }
}
