package dev.kehu.lifecycle.process;

import dev.kehu.lifecycle.api.ImplementationCommand.AlertSponsor;
import dev.kehu.lifecycle.api.ImplementationCommand.NoteStuck;
import dev.kehu.lifecycle.api.ImplementationCommand.RemindOwner;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.process.Progress.Owed;
import dev.kehu.lifecycle.process.Progress.Watched;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Steps;

import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** What follows from a deadline that came, or from a command that was refused. */
record Waking(Timetable times) {
    private static final Pattern ASKED = Pattern.compile("(again-\\d+-)?ask-.*");

    Steps<Progress> woken(Progress p, Due due) {
        String name = due.deadline();
        if (name.startsWith(Timetable.STEP)) return step(p, name, due.at());
        if (name.startsWith(Timetable.MEASURE))
            return p.watched(name.substring(Timetable.MEASURE.length()))
                    .map(goal -> measured(p, goal, due.at()))
                    .orElseGet(() -> Steps.to(p));
        Steps<Progress> steps =
                Steps.to(p)
                        .send(
                                name + '-' + due.at().toEpochMilli(),
                                new AlertSponsor(p.id(), p.stage(), 0, due.at()));
        return name.equals(Timetable.IDLE)
                ? times.idle(steps, due.at())
                : times.undecided(steps, due.at());
    }

    private Steps<Progress> step(Progress p, String name, Instant at) {
        String[] parts = name.split("\\.");
        return p.owed(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                .filter(p::reached)
                .map(owed -> step(p, owed, at))
                .orElseGet(() -> Steps.to(p));
    }

    private Steps<Progress> step(Progress p, Owed owed, Instant at) {
        int tell = owed.told() + 1;
        Owed after = owed.told(tell);
        String step = "tell-%d-%d-%d".formatted(tell, owed.step(), owed.position());
        Object command =
                tell == Timetable.ALERT
                        ? new AlertSponsor(p.id(), owed.stage(), owed.step(), at)
                        : new RemindOwner(
                                p.id(), owed.stage(), owed.step(), tell == Timetable.OVERDUE, at);
        return times.watch(Steps.to(p.with(after)).send(step, command), after, at);
    }

    private Steps<Progress> measured(Progress p, Watched goal, Instant at) {
        LocalDate day = goal.next();
        Watched after = goal.after();
        boolean last = !after.next().isAfter(day);
        Steps<Progress> steps =
                Steps.to(last ? p.unwatched(goal.metric()) : p.with(after))
                        .send(
                                "measure-" + day + '-' + goal.metric(),
                                new TakeMeasurement(p.id(), goal.metric(), day, at));
        return last ? steps : times.watch(steps, after);
    }

    /**
     * A reminder that came too late is no harm, nor is a question that was decided before it was
     * asked; what the project waits for is shown, until a person has it tried again.
     */
    Steps<Progress> refused(Progress p, String step, String code) {
        if (ASKED.matcher(step).matches() && code.equals("lifecycle.stage-closed")
                || step.startsWith("tell-")
                || step.startsWith("stuck-")
                || step.startsWith(Timetable.IDLE)
                || step.startsWith(Timetable.UNDECIDED)) return Steps.to(p);
        return Steps.to(p).send("stuck-" + step, new NoteStuck(p.id(), step, code, p.seen()));
    }
}
