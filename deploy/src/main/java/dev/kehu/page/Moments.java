package dev.kehu.page;

import dev.kehu.kernel.Refusal;
import dev.kehu.page.Reading.Moment;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads the two dates of the as-of form: a day means its last millisecond in the firm's zone. */
final class Moments {
    private Moments() {}

    /**
     * @throws Refusal {@code parameter.time} when a text is neither a date nor an RFC 3339 time
     */
    static Moment of(@Nullable String asOf, @Nullable String knownAt, ZoneId zone) {
        return new Moment(moment("asOf", asOf, zone), moment("knownAt", knownAt, zone));
    }

    private static @Nullable Instant moment(String name, @Nullable String text, ZoneId zone) {
        if (text == null || text.isBlank()) return null;
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(zone)
                            .toInstant()
                            .minusMillis(1)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid("parameter.time", name + " must be a date such as 2026-03-01");
        }
    }
}
