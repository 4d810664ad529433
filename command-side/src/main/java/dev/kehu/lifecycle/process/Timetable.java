package dev.kehu.lifecycle.process;

import static java.time.temporal.ChronoUnit.MONTHS;

import dev.kehu.lifecycle.api.ImplementationCommand.EvaluateEffect;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.process.Progress.Owed;
import dev.kehu.lifecycle.process.Progress.Watched;
import dev.kehu.platform.saga.Steps;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** When an implementation is looked after, in business time. */
record Timetable(ZoneId zone) {
    /** In the order they come, counted from one. */
    static final int BEFORE = 1;

    static final int OVERDUE = 2;
    static final int ALERT = 3;

    static final String IDLE = "idle";
    static final String UNDECIDED = "undecided";
    static final String STEP = "step.";
    static final String MEASURE = "measure.";

    private static final Duration PATIENCE = Duration.ofDays(30);
    private static final Duration DECISION = Duration.ofDays(14);
    private static final int[] DAYS = {-3, 1, 8};

    /** The next thing to tell about a step; one deadline at a time, so a move is one change. */
    Steps<Progress> watch(Steps<Progress> steps, Owed owed, Instant from) {
        if (owed.told() >= ALERT) return steps;
        Instant when = start(owed.due().plusDays(DAYS[owed.told()]));
        return steps.wakeAt(name(owed.stage(), owed.step()), when.isBefore(from) ? from : when);
    }

    static String name(int stage, int step) {
        return STEP + stage + '.' + step;
    }

    /** As of the end of its next day, and once more when it is due. */
    Steps<Progress> watch(Steps<Progress> steps, Watched goal) {
        return steps.wakeAt(MEASURE + goal.metric(), start(goal.next().plusDays(1)));
    }

    /** The same day of the month behind one, or the end of a month that is too short for it. */
    static LocalDate after(LocalDate first, LocalDate day) {
        return first.plusMonths(1 + MONTHS.between(YearMonth.from(first), YearMonth.from(day)));
    }

    Steps<Progress> idle(Steps<Progress> steps, Instant from) {
        return steps.wakeAt(IDLE, from.plus(PATIENCE));
    }

    Steps<Progress> undecided(Steps<Progress> steps, Instant from) {
        return steps.wakeAt(UNDECIDED, from.plus(DECISION));
    }

    /** Of the day it follows on, asked for by nobody. */
    EvaluateEffect evaluate(ImplementationId id, Instant at) {
        return new EvaluateEffect(id, day(at), null, day(at), at);
    }

    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }
}
