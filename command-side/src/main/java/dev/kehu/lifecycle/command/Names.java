package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.regex.Pattern;

/** What may stand in clear in history: names of a fixed shape, and days that can be. */
final class Names {
    static final int STAGES = 6;
    static final int STEPS = 7;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private Names() {}

    static String checked(@Nullable String name, String what) {
        if (name == null || !NAME.matcher(name).matches())
            throw Refusal.invalid(
                    "lifecycle.name",
                    "%s must be lower case letters, digits and dashes, 64 at most".formatted(what));
        return name;
    }

    static String written(@Nullable String text, String what) {
        if (text == null || text.isBlank())
            throw Refusal.invalid("lifecycle.unsaid", what + " is missing; say it in words");
        return text.strip();
    }

    static void stage(int stage) {
        if (stage < 1 || stage > STAGES)
            throw Refusal.invalid("lifecycle.stage", "Stages are numbered from 1 to " + STAGES);
    }

    static void step(int step) {
        if (step < 1 || step > STEPS)
            throw Refusal.invalid("lifecycle.step", "Steps are numbered from 1 to " + STEPS);
    }

    static void notPast(LocalDate due, LocalDate today) {
        if (due.isBefore(today))
            throw Refusal.invalid(
                    "lifecycle.due-past",
                    "It cannot be due on %s: the business day is %s".formatted(due, today));
    }

    static void notAhead(LocalDate day, LocalDate today) {
        if (day.isAfter(today))
            throw Refusal.invalid(
                    "lifecycle.day-ahead",
                    "%s has not come yet: the business day is %s".formatted(day, today));
    }
}
