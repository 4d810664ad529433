package dev.kehu.lifecycle.api;

import dev.kehu.kernel.Money;
import dev.kehu.kernel.Open;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * What may be asked of an implementation. People are user names; {@code by} is who decided, which
 * need not be who typed it in: that one is kept beside the event.
 */
public sealed interface ImplementationCommand {
    @TargetAggregateIdentifier
    ImplementationId implementationId();

    /**
     * Begin a project.
     *
     * @param team role by user name
     */
    record StartImplementation(
            ImplementationId implementationId,
            String name,
            String sponsor,
            Map<String, String> team,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Say up to which amount a role may decide; the sponsor's word. */
    record AuthoriseRole(
            ImplementationId implementationId,
            String role,
            Money limit,
            String by,
            Instant occurredAt)
            implements ImplementationCommand {}

    /**
     * Set a goal as a number.
     *
     * @param baseline null for a computed measure: it is computed and frozen then
     * @param stage at whose exit it is asked whether it is met
     * @param parent goal it is a part of, or null
     */
    record AgreeGoal(
            ImplementationId implementationId,
            String metric,
            String unit,
            String direction,
            String measure,
            @Nullable BigDecimal baseline,
            @Nullable BigDecimal target,
            @Nullable LocalDate due,
            BigDecimal weight,
            int stage,
            @Nullable String parent,
            String by,
            @Nullable String evidence,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Make a goal a part of another one. */
    record SplitGoal(
            ImplementationId implementationId,
            String metric,
            String parent,
            String by,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Report a figure no event of ours tells. */
    record ReportFigure(
            ImplementationId implementationId,
            String metric,
            BigDecimal value,
            LocalDate day,
            String by,
            String evidence,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Compute a goal's measure as of the end of a day. */
    record TakeMeasurement(
            ImplementationId implementationId,
            @Open String metric,
            LocalDate day,
            Instant occurredAt)
            implements ImplementationCommand {}

    /**
     * Open a stage: the first, the one behind a passed gate, or one it was decided to go back to.
     */
    record OpenStage(ImplementationId implementationId, int stage, Instant occurredAt)
            implements ImplementationCommand {}

    /** Say who does one of the seven steps of a stage, and until when. */
    record PlanStep(
            ImplementationId implementationId,
            int stage,
            int step,
            String owner,
            LocalDate due,
            String by,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Say that a step is done, and what shows it. */
    record CompleteStep(
            ImplementationId implementationId,
            int stage,
            int step,
            String by,
            String evidence,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Remind the owner of a step before it is due, or once it is overdue. */
    record RemindOwner(
            ImplementationId implementationId,
            int stage,
            int step,
            boolean overdue,
            Instant occurredAt)
            implements ImplementationCommand {}

    /**
     * Tell the sponsor that a stage does not move.
     *
     * @param step that is overdue, or 0: nothing is planned, or nobody decides
     */
    record AlertSponsor(ImplementationId implementationId, int stage, int step, Instant occurredAt)
            implements ImplementationCommand {}

    /** Ask for the decision about a stage's exit. */
    record RequestExitDecision(ImplementationId implementationId, int stage, Instant occurredAt)
            implements ImplementationCommand {}

    /**
     * Decide about a stage's exit.
     *
     * @param decision {@code pass}, {@code refuse}, or the sponsor's {@code overrule}
     * @param spends what the next stage may cost, within the decider's authority; or null
     * @param version decisions taken so far, as the decider saw them; null: whatever they were
     */
    record DecideGate(
            ImplementationId implementationId,
            int stage,
            String decision,
            String by,
            @Nullable String reason,
            @Nullable Money spends,
            @Nullable Integer version,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Go back to an earlier stage. */
    record GoBack(
            ImplementationId implementationId,
            int stage,
            String by,
            String reason,
            @Nullable Integer version,
            Instant occurredAt)
            implements ImplementationCommand {}

    record PauseImplementation(
            ImplementationId implementationId, String by, String reason, Instant occurredAt)
            implements ImplementationCommand {}

    record ResumeImplementation(ImplementationId implementationId, String by, Instant occurredAt)
            implements ImplementationCommand {}

    record StopImplementation(
            ImplementationId implementationId, String by, String reason, Instant occurredAt)
            implements ImplementationCommand {}

    /** End a project whose last gate was passed. */
    record FinishImplementation(ImplementationId implementationId, Instant occurredAt)
            implements ImplementationCommand {}

    /**
     * Judge the effect as of the end of a day.
     *
     * @param by who wants to know; null: it follows by itself
     * @param today the business day
     */
    record EvaluateEffect(
            ImplementationId implementationId,
            LocalDate day,
            @Open @Nullable String by,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Write down what was learnt, of one goal or of the whole. */
    record RecordLesson(
            ImplementationId implementationId,
            @Nullable String metric,
            String lesson,
            String by,
            Instant occurredAt)
            implements ImplementationCommand {}

    /**
     * Write down what a role answers for toward the customer, or a rule everybody keeps.
     *
     * @param role null for a rule
     */
    record FixStandard(
            ImplementationId implementationId,
            @Nullable String role,
            String text,
            String by,
            Instant occurredAt)
            implements ImplementationCommand {}

    /**
     * Write down that an employee was trained.
     *
     * @param topic {@code idea}, {@code operation} or {@code communication}
     */
    record RecordTraining(
            ImplementationId implementationId,
            String employee,
            String topic,
            LocalDate day,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Write down how an employee takes to the system, from 1 (not at all) to 5. */
    record RecordAcceptance(
            ImplementationId implementationId,
            String employee,
            int score,
            LocalDate day,
            LocalDate today,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Keep in sight that the saga could not go on. */
    record NoteStuck(
            ImplementationId implementationId,
            @Open String step,
            @Open String code,
            Instant occurredAt)
            implements ImplementationCommand {}

    /** Have a stuck step tried again. */
    record RetryStuck(ImplementationId implementationId, String step, String by, Instant occurredAt)
            implements ImplementationCommand {}
}
