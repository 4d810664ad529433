package dev.kehu.lifecycle.process;

import dev.kehu.kernel.Open;
import dev.kehu.lifecycle.api.ImplementationId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the saga of one implementation knows.
 *
 * @param stage the one that is open
 * @param asked whether somebody has to decide about its exit
 * @param steps owed, of all stages
 * @param goals to be measured
 * @param seen business time of the last happening
 */
public record Progress(
        ImplementationId id,
        boolean resting,
        int stage,
        boolean asked,
        List<Owed> steps,
        List<Watched> goals,
        Instant seen) {
    static final Progress NONE =
            new Progress(
                    new ImplementationId(""), false, 0, false, List.of(), List.of(), Instant.EPOCH);

    /**
     * A step somebody owes.
     *
     * @param position of the event that planned it: names what follows from it
     * @param told how far it went: 1 reminded before, 2 reminded when overdue, 3 sponsor alerted
     * @param waived the gate behind its stage was passed without it
     */
    public record Owed(
            int stage, int step, LocalDate due, long position, int told, boolean waived) {
        Owed told(int more) {
            return new Owed(stage, step, due, position, Math.max(told, more), waived);
        }

        Owed waive() {
            return new Owed(stage, step, due, position, told, true);
        }

        /** Its stage is open again: what follows from it follows from that. */
        Owed again(long opened) {
            return new Owed(stage, step, due, opened, 0, false);
        }

        boolean is(int ofStage, int number) {
            return stage == ofStage && step == number;
        }
    }

    /**
     * A goal that is measured.
     *
     * @param from day it was set on, from which months are counted
     * @param next day it is measured as of
     * @param due the last one
     */
    public record Watched(@Open String metric, LocalDate from, LocalDate next, LocalDate due) {
        static Watched of(String metric, LocalDate from, LocalDate due) {
            return new Watched(metric, from, from, due).after();
        }

        /** The month behind it, or the last day; the same day again means it was the last. */
        Watched after() {
            LocalDate then = Timetable.after(from, next);
            return new Watched(metric, from, then.isAfter(due) ? due : then, due);
        }
    }

    Progress at(Instant moment) {
        return new Progress(
                id, resting, stage, asked, steps, goals, moment.isAfter(seen) ? moment : seen);
    }

    /** Nobody has to decide about the exit of a stage yet that was just opened, or passed. */
    Progress at(int opened) {
        return new Progress(id, resting, opened, false, steps, goals, seen);
    }

    Progress resting(boolean now) {
        return new Progress(id, now, stage, asked, steps, goals, seen);
    }

    Progress waiting() {
        return new Progress(id, resting, stage, true, steps, goals, seen);
    }

    Optional<Owed> owed(int ofStage, int number) {
        return steps.stream().filter(step -> step.is(ofStage, number)).findFirst();
    }

    /**
     * Whether somebody waits for a step: its stage is open, or behind; one that is not cannot be
     * done yet. Who decided to go on without it waits no more.
     */
    boolean reached(Owed step) {
        return step.stage() <= stage && !step.waived();
    }

    Progress with(Owed step) {
        List<Owed> more = new ArrayList<>(without(step.stage(), step.step()).steps);
        more.add(step);
        return new Progress(id, resting, stage, asked, more, goals, seen);
    }

    Progress without(int ofStage, int number) {
        List<Owed> left = steps.stream().filter(step -> !step.is(ofStage, number)).toList();
        return new Progress(id, resting, stage, asked, left, goals, seen);
    }

    Optional<Watched> watched(String metric) {
        return goals.stream().filter(goal -> goal.metric().equals(metric)).findFirst();
    }

    Progress with(Watched goal) {
        List<Watched> more = new ArrayList<>(unwatched(goal.metric()).goals);
        more.add(goal);
        return new Progress(id, resting, stage, asked, steps, more, seen);
    }

    Progress unwatched(String metric) {
        List<Watched> left = goals.stream().filter(goal -> !goal.metric().equals(metric)).toList();
        return new Progress(id, resting, stage, asked, steps, left, seen);
    }
}
