package dev.kehu.lifecycle.process;

import dev.kehu.lifecycle.api.ImplementationCommand.FinishImplementation;
import dev.kehu.lifecycle.api.ImplementationCommand.OpenStage;
import dev.kehu.lifecycle.api.ImplementationCommand.RequestExitDecision;
import dev.kehu.lifecycle.api.ImplementationCommand.TakeMeasurement;
import dev.kehu.lifecycle.api.ImplementationEvent.StuckRetried;
import dev.kehu.platform.saga.Steps;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the command of a stuck step in the step's name. */
final class Retrying {
    private static final Pattern STEP =
            Pattern.compile(
                    "(?:again-\\d+-)?(?:(open|ask)-(\\d)-\\d+|(evaluate|finish)-\\d+"
                            + "|measure-(\\d{4}-\\d\\d-\\d\\d)-(.+))");

    private Retrying() {}

    static Steps<Progress> of(Timetable times, Progress p, StuckRetried e, long position) {
        Matcher step = STEP.matcher(e.step());
        Object command = step.matches() ? command(times, p, e, step) : null;
        String bare = e.step().replaceFirst("^again-\\d+-", "");
        return command == null
                ? Steps.to(p)
                : Steps.to(p).send("again-" + position + '-' + bare, command);
    }

    /** Older versions recorded a retry of whatever was asked for. */
    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException never) {
            return Optional.empty();
        }
    }

    private static @Nullable Object command(
            Timetable times, Progress p, StuckRetried e, Matcher step) {
        if (step.group(4) != null)
            return day(step.group(4))
                    .map(day -> new TakeMeasurement(p.id(), step.group(5), day, e.occurredAt()))
                    .orElse(null);
        if (step.group(3) != null)
            return step.group(3).equals("finish")
                    ? new FinishImplementation(p.id(), e.occurredAt())
                    : times.evaluate(p.id(), e.occurredAt());
        int stage = Integer.parseInt(step.group(2));
        return step.group(1).equals("open")
                ? new OpenStage(p.id(), stage, e.occurredAt())
                : new RequestExitDecision(p.id(), stage, e.occurredAt());
    }
}
