package dev.kehu.platform.answer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.reading.AsOf;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Reads the parameters all views share. */
public final class Parameters {
    private final ZoneId zone;

    public Parameters(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * A look back; a date means the end of that day in the firm's zone.
     *
     * @throws Refusal {@code parameter.time}
     */
    public AsOf asOf(@Nullable String asOf, @Nullable String knownAt) {
        return new AsOf(instant("asOf", asOf), instant("knownAt", knownAt));
    }

    private @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null || text.isBlank()) return null;
        try {
            if (text.length() > 10) return OffsetDateTime.parse(text).toInstant();
            return LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant()
                    .minus(1, ChronoUnit.MILLIS);
        } catch (DateTimeException unreadable) {
            throw Refusal.invalid(
                    "parameter.time",
                    name + " must be a date like 1998-06-30 or a time like 1998-06-30T12:00:00Z");
        }
    }

    /**
     * A whole number.
     *
     * @throws Refusal {@code parameter.number}
     */
    public static long number(
            String name, @Nullable String text, long otherwise, long least, long most) {
        if (text == null || text.isBlank()) return otherwise;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException unreadable) {
            // told below, like a number out of range
        }
        throw Refusal.invalid(
                "parameter.number", name + " must be a number from " + least + " to " + most);
    }
}
