package dev.kehu.interaction.web;

import dev.kehu.kernel.Refusal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times as RFC 3339 writes them. */
final class Rfc3339 {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?\\d*([Zz]|[+-]\\d{2}:\\d{2})");

    /** Digits finer than nanoseconds, which no clock here knows. */
    private static final Pattern FINER = Pattern.compile("(\\.\\d{9})\\d+");

    private static final int LONGEST = "1997-01-18T12:00:00.123456789Z".length();

    private Rfc3339() {}

    /**
     * The instant, cut to whole milliseconds.
     *
     * @throws Refusal {@code time.malformed}, also for second 60, which no clock here knows
     */
    static Instant instant(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw malformed();
        }
        try {
            String upper = text.toUpperCase(Locale.ROOT);
            return OffsetDateTime.parse(
                            upper.length() > LONGEST
                                    ? FINER.matcher(upper).replaceFirst("$1")
                                    : upper)
                    .toInstant()
                    .truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    private static Refusal malformed() {
        return Refusal.invalid(
                "time.malformed",
                "time is written as RFC 3339 says, for instance 1997-01-18T12:00:00Z");
    }
}
