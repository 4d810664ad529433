package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.ImplementationCommand.GoBack;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.PauseImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.ResumeImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.StopImplementation;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.EffectEvaluated;
import dev.kehu.lifecycle.api.ImplementationEvent.ExitDecisionRequested;
import dev.kehu.lifecycle.api.ImplementationEvent.FigureReported;
import dev.kehu.lifecycle.api.ImplementationEvent.GateDecided;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalSplit;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationFinished;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationPaused;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationResumed;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStarted;
import dev.kehu.lifecycle.api.ImplementationEvent.ImplementationStopped;
import dev.kehu.lifecycle.api.ImplementationEvent.LessonRecorded;
import dev.kehu.lifecycle.api.ImplementationEvent.MeasurementTaken;
import dev.kehu.lifecycle.api.ImplementationEvent.OwnerReminded;
import dev.kehu.lifecycle.api.ImplementationEvent.RoleAuthorised;
import dev.kehu.lifecycle.api.ImplementationEvent.SponsorAlerted;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationEvent.StandardFixed;
import dev.kehu.lifecycle.api.ImplementationEvent.StepCompleted;
import dev.kehu.lifecycle.api.ImplementationEvent.StepPlanned;
import dev.kehu.lifecycle.api.ImplementationEvent.StepStuck;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.ImplementationEvent.WentBack;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a project stands.
 *
 * @param stage the last one opened, 0 before the first
 * @param gates the last decision about each stage's exit since it was opened
 * @param decisions how many were taken, the version a decider has seen
 * @param setting a goal whose baseline comes next
 */
record Project(
        Status status,
        int stage,
        Team team,
        Goals goals,
        Loop loop,
        Map<Integer, String> gates,
        int decisions,
        @Nullable GoalAgreed setting) {
    static final Project UNKNOWN =
            new Project(Status.UNKNOWN, 0, Team.NOBODY, Goals.NONE, Loop.NONE, Map.of(), 0, null);

    enum Status {
        UNKNOWN,
        RUNNING,
        PAUSED,
        STOPPED,
        FINISHED
    }

    /** Nothing can be decided about what rests or is over. */
    Project running() {
        known();
        if (status != Status.RUNNING)
            throw Refusal.conflict(
                    "lifecycle.not-running",
                    "The implementation is %s; only a running one moves"
                            .formatted(status.name().toLowerCase(Locale.ROOT)));
        return this;
    }

    /** Nothing follows any more in what was stopped or is finished. */
    Project lasting() {
        return status == Status.PAUSED ? this : running();
    }

    Project known() {
        if (status == Status.UNKNOWN)
            throw Refusal.unknown("lifecycle.unknown", "There is no such implementation");
        return this;
    }

    /** Two who decide at once cannot both have seen how it stands. */
    Project seen(@Nullable Integer version) {
        if (version != null && version != decisions)
            throw Refusal.conflict(
                    "lifecycle.decided-meanwhile",
                    "Somebody decided meanwhile; read the implementation again");
        return this;
    }

    List<ImplementationEvent> decide(StartImplementation c) {
        if (status != Status.UNKNOWN)
            throw Refusal.conflict("lifecycle.started-already", "This implementation has begun");
        Names.checked(c.sponsor(), "sponsor");
        c.team()
                .forEach(
                        (user, role) -> {
                            Names.checked(user, "a member of the team");
                            Names.checked(role, "a role");
                        });
        return List.of(
                new ImplementationStarted(
                        c.implementationId(),
                        Names.written(c.name(), "name"),
                        c.sponsor(),
                        new TreeMap<>(c.team()),
                        c.today(),
                        c.occurredAt()));
    }

    List<ImplementationEvent> decide(OpenStage c) {
        running();
        boolean next = c.stage() == 1 || Gates.behind(gates.get(c.stage() - 1));
        if (c.stage() < 1 || c.stage() > Names.STAGES || !next)
            throw Refusal.conflict(
                    "lifecycle.gate-closed", "The gate before this stage was not passed");
        return List.of(new StageOpened(c.implementationId(), c.stage(), c.occurredAt()));
    }

    List<ImplementationEvent> decide(GoBack c) {
        running().seen(c.version()).team.takesPart(c.by());
        Names.stage(c.stage());
        if (c.stage() >= stage)
            throw Refusal.conflict(
                    "lifecycle.not-back", "Back is to a stage before the present one, " + stage);
        String reason = Names.written(c.reason(), "reason");
        return List.of(
                new WentBack(
                        c.implementationId(), stage, c.stage(), c.by(), reason, c.occurredAt()));
    }

    List<ImplementationEvent> decide(PauseImplementation c) {
        running().team.takesPart(c.by());
        String reason = Names.written(c.reason(), "reason");
        return List.of(
                new ImplementationPaused(c.implementationId(), c.by(), reason, c.occurredAt()));
    }

    List<ImplementationEvent> decide(ResumeImplementation c) {
        known().team.takesPart(c.by());
        if (status != Status.PAUSED)
            throw Refusal.conflict("lifecycle.not-paused", "The implementation does not rest");
        return List.of(new ImplementationResumed(c.implementationId(), c.by(), c.occurredAt()));
    }

    List<ImplementationEvent> decide(StopImplementation c) {
        known().team.isSponsor(c.by());
        lasting();
        String reason = Names.written(c.reason(), "reason");
        return List.of(
                new ImplementationStopped(c.implementationId(), c.by(), reason, c.occurredAt()));
    }

    /** The goals, for somebody who takes part. */
    Goals asking(String user) {
        running().team.takesPart(user);
        return goals;
    }

    /** What stands against passing a stage's exit. */
    List<String> unmet(int of) {
        List<String> all = new ArrayList<>(goals.unmet(of));
        all.addAll(loop.open(of));
        return all;
    }

    Project evolve(ImplementationEvent event) {
        return switch (event) {
            case ImplementationStarted e ->
                    at(Status.RUNNING).with(new Team(e.sponsor(), e.team(), Map.of()));
            case RoleAuthorised e -> with(team.with(e));
            case GoalAgreed e -> new Project(status, stage, team, goals, loop, gates, decisions, e);
            case BaselineFrozen e -> with(goals.with(setting, e));
            case GoalSplit e -> with(goals.with(e));
            case MeasurementTaken e -> with(goals.at(e.metric(), e.value(), e.day()));
            case FigureReported e -> with(goals.at(e.metric(), e.value(), e.day()));
            case StageOpened e -> opened(e.stage());
            case StepPlanned e -> with(loop.with(e));
            case StepCompleted e -> with(loop.with(e));
            case GateDecided e -> decided(e.stage(), e.decision());
            case WentBack e -> back(e.stage());
            case ImplementationPaused e -> at(Status.PAUSED);
            case ImplementationResumed e -> at(Status.RUNNING);
            case ImplementationStopped e -> at(Status.STOPPED);
            case ImplementationFinished e -> at(Status.FINISHED);
            case OwnerReminded e -> this;
            case SponsorAlerted e -> this;
            case ExitDecisionRequested e -> this;
            case EffectEvaluated e -> this;
            case LessonRecorded e -> this;
            case StandardFixed e -> this;
            case TrainingTaken e -> this;
            case AcceptanceSurveyed e -> this;
            case StepStuck e -> with(loop.with(e));
            case StuckRetried e -> with(loop.with(e));
        };
    }

    private Project at(Status now) {
        return new Project(now, stage, team, goals, loop, gates, decisions + 1, null);
    }

    private Project with(Team other) {
        return new Project(status, stage, other, goals, loop, gates, decisions, null);
    }

    private Project with(Goals other) {
        return new Project(status, stage, team, other, loop, gates, decisions, null);
    }

    private Project with(Loop other) {
        return new Project(status, stage, team, goals, other, gates, decisions, null);
    }

    private Project opened(int of) {
        Map<Integer, String> left = new TreeMap<>(gates);
        left.keySet().removeIf(gate -> gate >= of);
        return new Project(status, of, team, goals, loop, left, decisions, null);
    }

    private Project decided(int of, String decision) {
        Map<Integer, String> more = new TreeMap<>(gates);
        more.put(of, decision);
        return new Project(status, stage, team, goals, loop, more, decisions + 1, null);
    }

    private Project back(int to) {
        Project opened = opened(to);
        return new Project(status, to, team, goals, loop, opened.gates, decisions + 1, null);
    }
}
