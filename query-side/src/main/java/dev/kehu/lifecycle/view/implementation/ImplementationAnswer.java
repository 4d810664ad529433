package dev.kehu.lifecycle.view.implementation;

import dev.kehu.platform.reading.Freshness;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One implementation as it is answered.
 *
 * @param version decisions taken so far; a decision may name it, and is refused when it has moved
 * @param stuck code by step that waits for a person
 * @param evaluations verdict by day
 */
public record ImplementationAnswer(
        String id,
        @Nullable String name,
        String sponsor,
        Map<String, String> team,
        Map<String, String> limits,
        int stage,
        String status,
        boolean decisionRequested,
        int version,
        List<StageAnswer> stages,
        List<GoalAnswer> goals,
        Map<String, String> stuck,
        Map<String, String> evaluations,
        List<LogAnswer> log,
        long position,
        long storePosition,
        long behind) {
    private static final int STAGES = 6;

    /** {@code passed}, {@code open} or {@code closed}: not yet reached. */
    public record StageAnswer(
            int stage, String state, List<GateAnswer> gates, List<StepAnswer> steps) {}

    public record GateAnswer(String decision, String by, @Nullable String reason, Instant at) {}

    public record StepAnswer(
            int step,
            String name,
            String owner,
            String due,
            @Nullable Instant doneAt,
            @Nullable String doneBy,
            @Nullable String evidence,
            int reminders,
            boolean escalated) {}

    public record GoalAnswer(
            String metric,
            String unit,
            String direction,
            String measure,
            BigDecimal baseline,
            BaselineAnswer baselineTaken,
            BigDecimal target,
            BigDecimal current,
            String due,
            BigDecimal weight,
            int stage,
            @Nullable String parent,
            List<PointAnswer> points) {}

    /** All it takes to compute a baseline again: see {@code /v1/implementations/measures}. */
    public record BaselineAnswer(String query, String day, long position) {}

    public record PointAnswer(
            String day, BigDecimal value, @Nullable String by, @Nullable String evidence) {}

    public record LogAnswer(
            String what,
            int stage,
            @Nullable String of,
            @Nullable String by,
            @Nullable String text,
            Instant at) {}

    static ImplementationAnswer of(
            Implementation view, UnaryOperator<@Nullable String> texts, Freshness freshness) {
        return new ImplementationAnswer(
                view.id(),
                texts.apply(view.name()),
                view.sponsor(),
                view.team(),
                view.limits(),
                view.stage(),
                view.status(),
                view.asked(),
                view.version(),
                IntStream.rangeClosed(1, STAGES).mapToObj(n -> stage(view, n, texts)).toList(),
                view.goals().values().stream()
                        .filter(goal -> !goal.points().isEmpty())
                        .map(goal -> goal(goal, texts))
                        .toList(),
                view.stuck(),
                view.evaluations(),
                view.log().stream().map(entry -> line(entry, texts)).toList(),
                freshness.position(),
                freshness.storePosition(),
                freshness.behind());
    }

    private static StageAnswer stage(
            Implementation view, int number, UnaryOperator<@Nullable String> texts) {
        return new StageAnswer(
                number,
                view.state(number),
                view.log().stream()
                        .filter(entry -> entry.gate() && entry.stage() == number)
                        .map(
                                entry ->
                                        new GateAnswer(
                                                entry.what(),
                                                String.valueOf(entry.by()),
                                                texts.apply(entry.text()),
                                                entry.at()))
                        .toList(),
                view.steps().values().stream()
                        .filter(step -> step.stage() == number)
                        .map(step -> step(step, texts))
                        .toList());
    }

    private static StepAnswer step(Step step, UnaryOperator<@Nullable String> texts) {
        return new StepAnswer(
                step.step(),
                Step.NAMES.get(step.step() - 1),
                step.owner(),
                step.due(),
                step.doneAt(),
                step.doneBy(),
                texts.apply(step.evidence()),
                step.reminders(),
                step.escalated());
    }

    private static GoalAnswer goal(Goal goal, UnaryOperator<@Nullable String> texts) {
        return new GoalAnswer(
                goal.metric(),
                goal.unit(),
                goal.direction(),
                goal.measure(),
                goal.baseline(),
                new BaselineAnswer(goal.query(), goal.points().getFirst().day(), goal.position()),
                goal.target(),
                goal.current(),
                goal.due(),
                goal.weight(),
                goal.stage(),
                goal.parent(),
                goal.points().stream()
                        .map(
                                p ->
                                        new PointAnswer(
                                                p.day(),
                                                p.value(),
                                                p.by(),
                                                texts.apply(p.evidence())))
                        .toList());
    }

    static LogAnswer line(Entry entry, UnaryOperator<@Nullable String> texts) {
        return new LogAnswer(
                entry.what(),
                entry.stage(),
                entry.of(),
                entry.by(),
                texts.apply(entry.text()),
                entry.at());
    }
}
