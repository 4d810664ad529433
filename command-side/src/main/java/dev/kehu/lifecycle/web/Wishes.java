package dev.kehu.lifecycle.web;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationCommand;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.AuthoriseRole;
import dev.kehu.lifecycle.api.ImplementationCommand.CompleteStep;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationCommand.FixStandard;
import dev.kehu.lifecycle.api.ImplementationCommand.GoBack;
import dev.kehu.lifecycle.api.ImplementationCommand.PauseImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.PlanStep;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordAcceptance;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordLesson;
import dev.kehu.lifecycle.api.ImplementationCommand.RecordTraining;
import dev.kehu.lifecycle.api.ImplementationCommand.ReportFigure;
import dev.kehu.lifecycle.api.ImplementationCommand.ResumeImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.RetryStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.SplitGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.StopImplementation;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.platform.address.StreamIds;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What may be asked, by the word it is asked with: the last part of the address over HTTP, and the
 * word behind {@code ./kehu lifecycle}.
 */
@Component
public class Wishes {
    private static final int LAST_STAGE = 6;

    private final BusinessClock clock;
    private final StreamIds ids;

    Wishes(BusinessClock clock, StreamIds ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * @param asker who decides, unless the body names somebody in {@code by}
     */
    public ImplementationCommand start(Body body, String asker) {
        String sponsor = body.optional("sponsor");
        return new StartImplementation(
                ids.freshImplementation(),
                body.text("name"),
                sponsor == null ? asker : sponsor,
                body.pairs("team"),
                clock.today(),
                clock.now());
    }

    /**
     * @throws Refusal {@code lifecycle.wish} when nothing can be asked with that word
     */
    public ImplementationCommand of(String wish, String id, Body body, String asker) {
        if (!id.startsWith(ImplementationId.PREFIX))
            throw Refusal.unknown("lifecycle.unknown", "There is no such implementation");
        return new Wish(new ImplementationId(id), body, asker).named(wish);
    }

    private final class Wish {
        private final ImplementationId id;
        private final Body body;
        private final String by;
        private final LocalDate today = clock.today();
        private final Instant now = clock.now();

        Wish(ImplementationId id, Body body, String asker) {
            String named = body.optional("by");
            this.id = id;
            this.body = body;
            this.by = named == null ? asker : named;
        }

        ImplementationCommand named(String wish) {
            return switch (wish) {
                case "goals", "splits", "figures", "evaluations", "lessons" -> goal(wish);
                case "steps", "completions", "standards", "trainings", "acceptances" -> work(wish);
                default -> decision(wish);
            };
        }

        private ImplementationCommand goal(String wish) {
            return switch (wish) {
                case "goals" -> goal();
                case "splits" ->
                        new SplitGoal(id, body.text("metric"), body.text("parent"), by, now);
                case "figures" ->
                        new ReportFigure(
                                id,
                                body.text("metric"),
                                body.number("value"),
                                body.day("day", today),
                                by,
                                body.text("evidence"),
                                today,
                                now);
                case "evaluations" ->
                        new EvaluateEffect(id, body.day("day", today), by, today, now);
                default ->
                        new RecordLesson(id, body.optional("metric"), body.text("lesson"), by, now);
            };
        }

        /** The metric is the measure's name unless it has one of its own, and so is the unit. */
        private AgreeGoal goal() {
            String measure = otherwise(body.optional("measure"), Measure.REPORTED.label());
            String unit = Measure.named(measure).map(Measure::unit).orElse("");
            BigDecimal weight = body.optionalNumber("weight");
            Integer stage = body.optionalWhole("stage");
            return new AgreeGoal(
                    id,
                    otherwise(body.optional("metric"), measure),
                    otherwise(body.optional("unit"), unit),
                    body.text("direction"),
                    measure,
                    body.optionalNumber("baseline"),
                    body.optionalNumber("target"),
                    body.optionalDay("due"),
                    weight == null ? BigDecimal.ONE : weight,
                    stage == null ? LAST_STAGE : stage,
                    body.optional("parent"),
                    by,
                    body.optional("evidence"),
                    today,
                    now);
        }

        private ImplementationCommand work(String wish) {
            return switch (wish) {
                case "steps" ->
                        new PlanStep(
                                id,
                                body.whole("stage"),
                                body.whole("step"),
                                otherwise(body.optional("owner"), by),
                                body.day("due", today),
                                by,
                                today,
                                now);
                case "completions" ->
                        new CompleteStep(
                                id,
                                body.whole("stage"),
                                body.whole("step"),
                                by,
                                body.text("evidence"),
                                now);
                case "standards" ->
                        new FixStandard(id, body.optional("role"), body.text("text"), by, now);
                case "trainings" ->
                        new RecordTraining(
                                id,
                                body.text("employee"),
                                body.text("topic"),
                                body.day("day", today),
                                today,
                                now);
                default ->
                        new RecordAcceptance(
                                id,
                                body.text("employee"),
                                body.whole("score"),
                                body.day("day", today),
                                today,
                                now);
            };
        }

        private ImplementationCommand decision(String wish) {
            return switch (wish) {
                case "gates" ->
                        new DecideGate(
                                id,
                                body.whole("stage"),
                                body.text("decision"),
                                by,
                                body.optional("reason"),
                                body.optionalMoney("spends"),
                                body.optionalWhole("version"),
                                today,
                                now);
                case "returns" ->
                        new GoBack(
                                id,
                                body.whole("stage"),
                                by,
                                body.text("reason"),
                                body.optionalWhole("version"),
                                now);
                case "authorities" ->
                        new AuthoriseRole(id, body.text("role"), body.money("limit"), by, now);
                case "pauses" -> new PauseImplementation(id, by, body.text("reason"), now);
                case "resumptions" -> new ResumeImplementation(id, by, now);
                case "stops" -> new StopImplementation(id, by, body.text("reason"), now);
                case "retries" -> new RetryStuck(id, body.text("step"), by, now);
                default ->
                        throw Refusal.unknown(
                                "lifecycle.wish",
                                "Nothing can be asked of an implementation with '%s'"
                                        .formatted(wish.replaceAll("[^a-z-]", "")));
            };
        }

        private static String otherwise(@Nullable String given, String other) {
            return given == null ? other : given;
        }
    }
}
