package dev.kehu.lifecycle.view.implementation;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.lifecycle.formula.Appraisal;
import dev.kehu.lifecycle.formula.Appraisal.Outcome;
import dev.kehu.lifecycle.view.implementation.EvaluationAnswer.GoalEvaluation;
import dev.kehu.lifecycle.view.implementation.ImplementationAnswer.LogAnswer;
import dev.kehu.lifecycle.view.implementation.ImplementationAnswer.PointAnswer;
import dev.kehu.platform.reading.Freshness;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Judges one implementation as of the end of a day. */
record Evaluating(
        Implementation view,
        LocalDate day,
        ZoneId zone,
        Measuring measuring,
        UnaryOperator<@Nullable String> texts) {
    private static final int DECIMALS = 6;
    private static final double DAYS = 30;

    EvaluationAnswer answer(Freshness freshness) {
        List<Goal> goals =
                view.goals().values().stream().filter(g -> !g.points().isEmpty()).toList();
        List<GoalEvaluation> evaluated = goals.stream().map(this::evaluated).toList();
        List<Outcome> outcomes =
                IntStream.range(0, goals.size())
                        .mapToObj(
                                i ->
                                        new Outcome(
                                                goals.get(i).weight(), evaluated.get(i).achieved()))
                        .toList();
        return new EvaluationAnswer(
                view.id(),
                texts.apply(view.name()),
                day.toString(),
                evaluated,
                Appraisal.verdict(outcomes),
                log(entry -> !entry.what().equals("lesson")),
                log(entry -> entry.what().equals("lesson")),
                freshness.position(),
                freshness.storePosition(),
                freshness.behind());
    }

    private List<LogAnswer> log(Predicate<Entry> which) {
        return view.log().stream()
                .filter(which)
                .filter(entry -> !entry.at().atZone(zone).toLocalDate().isAfter(day))
                .map(entry -> ImplementationAnswer.line(entry, texts))
                .toList();
    }

    private GoalEvaluation evaluated(Goal goal) {
        List<Goal.Point> points = goal.until(day.toString());
        Figure figure = figure(goal, points.getLast());
        BigDecimal result = figure.value();
        return new GoalEvaluation(
                goal.metric(),
                goal.unit(),
                goal.direction(),
                goal.baseline(),
                goal.target(),
                goal.due(),
                result,
                result.subtract(goal.baseline()),
                trend(points),
                Appraisal.achieved(goal.direction(), goal.target(), result),
                List.of(figure.low(), figure.high()),
                figure.method(),
                points.stream()
                        .map(
                                p ->
                                        new PointAnswer(
                                                p.day(),
                                                p.value(),
                                                p.by(),
                                                texts.apply(p.evidence())))
                        .toList());
    }

    private Figure figure(Goal goal, Goal.Point last) {
        Figure known = Figure.exact(last.value(), view.position());
        Measure measure = Measure.named(goal.measure()).orElse(Measure.REPORTED);
        if (!measure.computed()) return known;
        try {
            return measuring.measure(measure, day).orElse(known);
        } catch (Refusal refusal) {
            if (!refusal.code().equals("lifecycle.currencies")) throw refusal;
            return known;
        }
    }

    private static BigDecimal trend(List<Goal.Point> points) {
        double[] days =
                points.stream()
                        .mapToDouble(p -> LocalDate.parse(p.day()).toEpochDay() / DAYS)
                        .toArray();
        double[] values = points.stream().mapToDouble(p -> p.value().doubleValue()).toArray();
        double across = Arrays.stream(days).average().orElse(0);
        double up = Arrays.stream(values).average().orElse(0);
        double both = 0;
        double square = 0;
        for (int i = 0; i < days.length; i++) {
            both += (days[i] - across) * (values[i] - up);
            square += (days[i] - across) * (days[i] - across);
        }
        return BigDecimal.valueOf(square == 0 ? 0 : both / square)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
