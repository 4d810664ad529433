package dev.kehu.lifecycle.process;

import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
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
import dev.kehu.lifecycle.process.Progress.Owed;
import dev.kehu.lifecycle.process.Progress.Watched;
import dev.kehu.platform.saga.Steps;

import java.time.Instant;
import java.util.List;

/**
 * What follows from what happened. A step is named by the position of the event it follows from.
 */
record Hearing(Timetable times) {
    private static final int LAST_STAGE = 6;
    private static final int LAST_STEP = 7;

    Steps<Progress> heard(Progress p, ImplementationEvent event, long position) {
        return switch (event) {
            case ImplementationStarted e -> open(begun(e), 1, e, position);
            case StageOpened e -> opened(p.at(e.stage()), e.occurredAt(), position);
            case StepPlanned e -> planned(p, e, position);
            case StepCompleted e -> completed(p, e, position);
            case BaselineFrozen e -> Steps.to(p);
            case GoalAgreed e -> goal(p, e);
            case ExitDecisionRequested e -> undecided(p, e.occurredAt());
            case GateDecided e -> decided(p, e, position);
            case WentBack e -> back(p.at(e.stage()), e, position);
            case ImplementationPaused e -> silent(p.resting(true));
            case ImplementationResumed e -> awake(p.resting(false), e.occurredAt());
            case ImplementationStopped e -> evaluated(silent(p), p, e, position).end();
            case ImplementationFinished e -> Steps.to(p).end();
            case StuckRetried e -> Retrying.of(times, p, e, position);
            case RoleAuthorised e -> Steps.to(p);
            case GoalSplit e -> Steps.to(p);
            case MeasurementTaken e -> Steps.to(p);
            case FigureReported e -> Steps.to(p);
            case OwnerReminded e -> Steps.to(p);
            case SponsorAlerted e -> Steps.to(p);
            case EffectEvaluated e -> Steps.to(p);
            case LessonRecorded e -> Steps.to(p);
            case StandardFixed e -> Steps.to(p);
            case TrainingTaken e -> Steps.to(p);
            case AcceptanceSurveyed e -> Steps.to(p);
            case StepStuck e -> Steps.to(p);
        };
    }

    private static Progress begun(ImplementationStarted e) {
        return new Progress(
                e.implementationId(), false, 0, false, List.of(), List.of(), e.occurredAt());
    }

    private static Steps<Progress> open(
            Progress p, int stage, ImplementationEvent e, long position) {
        return Steps.to(p)
                .send(
                        "open-" + stage + '-' + position,
                        new OpenStage(p.id(), stage, e.occurredAt()))
                .cancel(Timetable.IDLE)
                .cancel(Timetable.UNDECIDED);
    }

    /**
     * What was planned ahead, or left when somebody went back, is owed from now on, also where the
     * gate was passed without it.
     */
    private Steps<Progress> opened(Progress before, Instant now, long position) {
        Progress p = before;
        for (Owed owed : before.steps())
            if (owed.stage() == p.stage() && owed.waived()) p = p.with(owed.again(position));
        Steps<Progress> steps = idle(p, now);
        for (Owed owed : p.steps())
            if (owed.stage() == p.stage()) steps = times.watch(steps, owed, now);
        return steps;
    }

    /** Nobody can do a step of a stage that is closed again. */
    private static Steps<Progress> back(Progress p, WentBack e, long position) {
        Steps<Progress> steps = open(p, e.stage(), e, position);
        for (Owed owed : p.steps())
            if (!p.reached(owed)) steps = steps.cancel(Timetable.name(owed.stage(), owed.step()));
        return steps;
    }

    private Steps<Progress> planned(Progress p, StepPlanned e, long position) {
        Owed owed = new Owed(e.stage(), e.step(), e.due(), position, 0, false);
        Steps<Progress> steps = Steps.to(p.with(owed));
        if (e.stage() == p.stage()) steps = steps.cancel(Timetable.IDLE);
        return p.resting() || !p.reached(owed) ? steps : times.watch(steps, owed, e.occurredAt());
    }

    private static Steps<Progress> completed(Progress p, StepCompleted e, long position) {
        Steps<Progress> steps =
                Steps.to(p.without(e.stage(), e.step()))
                        .cancel(Timetable.name(e.stage(), e.step()));
        return e.step() == LAST_STEP && e.stage() == p.stage()
                ? steps.send(
                        "ask-" + e.stage() + '-' + position,
                        new RequestExitDecision(p.id(), e.stage(), e.occurredAt()))
                : steps;
    }

    /** Reported goals have no deadline: their figures come from people. */
    private Steps<Progress> goal(Progress p, GoalAgreed e) {
        if (e.measure().equals("reported")) return Steps.to(p);
        Watched goal = Watched.of(e.metric(), times.day(e.occurredAt()), e.due());
        return times.watch(Steps.to(p.with(goal)), goal);
    }

    private Steps<Progress> decided(Progress p, GateDecided e, long position) {
        if (e.decision().equals("refused")) return undecided(p, e.occurredAt());
        Progress left = p.at(e.stage());
        for (Owed owed : p.steps()) if (owed.stage() == e.stage()) left = left.with(owed.waive());
        Steps<Progress> steps =
                e.stage() < LAST_STAGE
                        ? open(left, e.stage() + 1, e, position)
                        : finished(left, e, position);
        for (Owed owed : p.steps())
            if (owed.stage() == e.stage())
                steps = steps.cancel(Timetable.name(owed.stage(), owed.step()));
        return steps;
    }

    /** Who decides late is waited for instead of who plans late. */
    private Steps<Progress> undecided(Progress p, Instant from) {
        return times.undecided(Steps.to(p.waiting()).cancel(Timetable.IDLE), from);
    }

    private Steps<Progress> finished(Progress p, GateDecided e, long position) {
        return evaluated(Steps.to(p), p, e, position)
                .send("finish-" + position, new FinishImplementation(p.id(), e.occurredAt()));
    }

    private Steps<Progress> evaluated(
            Steps<Progress> steps, Progress p, ImplementationEvent e, long position) {
        return steps.send("evaluate-" + position, times.evaluate(p.id(), e.occurredAt()));
    }

    private static Steps<Progress> silent(Progress p) {
        Steps<Progress> steps = Steps.to(p).cancel(Timetable.IDLE).cancel(Timetable.UNDECIDED);
        for (Owed owed : p.steps()) steps = steps.cancel(Timetable.name(owed.stage(), owed.step()));
        for (Watched goal : p.goals()) steps = steps.cancel(Timetable.MEASURE + goal.metric());
        return steps;
    }

    /** Where somebody owes a step it is that step which is late. */
    private Steps<Progress> idle(Progress p, Instant now) {
        boolean planned = p.steps().stream().anyMatch(owed -> owed.stage() == p.stage());
        return planned ? Steps.to(p).cancel(Timetable.IDLE) : times.idle(Steps.to(p), now);
    }

    /**
     * What was missed is made up for, in its order; days nobody measured are measured as of then.
     */
    private Steps<Progress> awake(Progress p, Instant now) {
        Steps<Progress> steps = p.asked() ? undecided(p, now) : idle(p, now);
        for (Owed owed : p.steps()) if (p.reached(owed)) steps = times.watch(steps, owed, now);
        for (Watched goal : p.goals()) steps = times.watch(steps, goal);
        return steps;
    }
}
