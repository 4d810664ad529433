package dev.kehu.lifecycle.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Everything that can have happened to an implementation. Free texts are sealed under its own key:
 * whoever writes them may name somebody. Users, roles and metrics are names of a fixed shape.
 */
public sealed interface ImplementationEvent extends DomainEvent {
    ImplementationId implementationId();

    /** A firm or a department began to introduce CRM; first event of its stream. */
    @EventName("lifecycle.started")
    record ImplementationStarted(
            @Subject ImplementationId implementationId,
            @Personal @Nullable String name,
            @Open String sponsor,
            @Open Map<String, String> team,
            @Open LocalDate day,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** Up to an amount this role may decide from now on. */
    @EventName("lifecycle.role-authorised")
    record RoleAuthorised(
            @Subject ImplementationId implementationId,
            @Open String role,
            @Open Money limit,
            @Open String by,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** A goal was set as a number with a date. */
    @EventName("lifecycle.goal-agreed")
    record GoalAgreed(
            @Subject ImplementationId implementationId,
            @Open String metric,
            @Open String unit,
            @Open String direction,
            @Open String measure,
            @Open BigDecimal target,
            @Open LocalDate due,
            @Open BigDecimal weight,
            @Open Integer stage,
            @Open @Nullable String parent,
            @Open String by,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /**
     * Where a goal started from was written down for ever, with all it takes to compute it again.
     */
    @EventName("lifecycle.baseline-frozen")
    record BaselineFrozen(
            @Subject ImplementationId implementationId,
            @Open String metric,
            @Open BigDecimal value,
            @Open String query,
            @Open LocalDate day,
            @Open Long position,
            @Open String by,
            @Personal(Category.CONTENT) @Nullable String evidence,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** A goal became part of another one. */
    @EventName("lifecycle.goal-split")
    record GoalSplit(
            @Subject ImplementationId implementationId,
            @Open String metric,
            @Open String parent,
            @Open String by,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** A goal's measure was computed as of the end of a day. */
    @EventName("lifecycle.measurement-taken")
    record MeasurementTaken(
            @Subject ImplementationId implementationId,
            @Open String metric,
            @Open BigDecimal value,
            @Open LocalDate day,
            @Open Long position,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** A person answered for a figure. */
    @EventName("lifecycle.figure-reported")
    record FigureReported(
            @Subject ImplementationId implementationId,
            @Open String metric,
            @Open BigDecimal value,
            @Open LocalDate day,
            @Open String by,
            @Personal(Category.CONTENT) @Nullable String evidence,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** Work on a stage began, for the first time or again. */
    @EventName("lifecycle.stage-opened")
    record StageOpened(
            @Subject ImplementationId implementationId,
            @Open Integer stage,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** Somebody was put in charge of a step until a day. */
    @EventName("lifecycle.step-planned")
    record StepPlanned(
            @Subject ImplementationId implementationId,
            @Open Integer stage,
            @Open Integer step,
            @Open String owner,
            @Open LocalDate due,
            @Open String by,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** A step was done. */
    @EventName("lifecycle.step-completed")
    record StepCompleted(
            @Subject ImplementationId implementationId,
            @Open Integer stage,
            @Open Integer step,
            @Open String by,
            @Personal(Category.CONTENT) @Nullable String evidence,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** The owner of a step was reminded of it. */
    @EventName("lifecycle.owner-reminded")
    record OwnerReminded(
            @Subject ImplementationId implementationId,
            @Open Integer stage,
            @Open Integer step,
            @Open String owner,
            @Open LocalDate due,
            @Open Boolean overdue,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** The sponsor was told that a stage does not move; step 0 stands for the stage itself. */
    @EventName("lifecycle.sponsor-alerted")
    record SponsorAlerted(
            @Subject ImplementationId implementationId,
            @Open Integer stage,
            @Open Integer step,
            @Open String sponsor,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** The work on a stage is done; somebody has to decide about its exit. */
    @EventName("lifecycle.exit-decision-requested")
    record ExitDecisionRequested(
            @Subject ImplementationId implementationId,
            @Open Integer stage,
            @Open List<String> unmet,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /**
     * It was decided about a stage's exit: passed, refused, or refused and overruled by the
     * sponsor.
     */
    @EventName("lifecycle.gate-decided")
    record GateDecided(
            @Subject ImplementationId implementationId,
            @Open Integer stage,
            @Open String decision,
            @Open String by,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open List<String> unmet,
            @Open @Nullable Money spends,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** It was decided to do an earlier stage again. */
    @EventName("lifecycle.went-back")
    record WentBack(
            @Subject ImplementationId implementationId,
            @Open Integer from,
            @Open Integer stage,
            @Open String by,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** The project rests: nobody is reminded, nothing is measured. */
    @EventName("lifecycle.paused")
    record ImplementationPaused(
            @Subject ImplementationId implementationId,
            @Open String by,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** The project goes on. */
    @EventName("lifecycle.resumed")
    record ImplementationResumed(
            @Subject ImplementationId implementationId, @Open String by, @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** The project was given up; its effect is evaluated all the same. */
    @EventName("lifecycle.stopped")
    record ImplementationStopped(
            @Subject ImplementationId implementationId,
            @Open String by,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** All six stages are done. */
    @EventName("lifecycle.finished")
    record ImplementationFinished(
            @Subject ImplementationId implementationId, @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** What came of the goals was judged as of the end of a day. */
    @EventName("lifecycle.effect-evaluated")
    record EffectEvaluated(
            @Subject ImplementationId implementationId,
            @Open LocalDate day,
            @Open Long position,
            @Open Map<String, BigDecimal> results,
            @Open List<String> achieved,
            @Open String verdict,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** Something was learnt. */
    @EventName("lifecycle.lesson-recorded")
    record LessonRecorded(
            @Subject ImplementationId implementationId,
            @Open @Nullable String metric,
            @Personal(Category.CONTENT) @Nullable String lesson,
            @Open String by,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /**
     * A role answers for something toward the customer, or, without one, everybody keeps a rule.
     */
    @EventName("lifecycle.standard-fixed")
    record StandardFixed(
            @Subject ImplementationId implementationId,
            @Open @Nullable String role,
            @Personal(Category.CONTENT) @Nullable String text,
            @Open String by,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** An employee was trained. */
    @EventName("lifecycle.training-taken")
    record TrainingTaken(
            @Subject ImplementationId implementationId,
            @Open String employee,
            @Open String topic,
            @Open LocalDate day,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** An employee said how well the system is taken to, from 1 to 5. */
    @EventName("lifecycle.acceptance-surveyed")
    record AcceptanceSurveyed(
            @Subject ImplementationId implementationId,
            @Open String employee,
            @Open Integer score,
            @Open LocalDate day,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** What had to follow by itself was refused, and waits for a person. */
    @EventName("lifecycle.step-stuck")
    record StepStuck(
            @Subject ImplementationId implementationId,
            @Open String step,
            @Open String code,
            @Open Instant occurredAt)
            implements ImplementationEvent {}

    /** A person wants a stuck step tried again. */
    @EventName("lifecycle.stuck-retried")
    record StuckRetried(
            @Subject ImplementationId implementationId,
            @Open String step,
            @Open String by,
            @Open Instant occurredAt)
            implements ImplementationEvent {}
}
