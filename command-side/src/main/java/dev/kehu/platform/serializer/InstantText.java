package dev.kehu.platform.serializer;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** The text an instant is stored as: {@code 1998-06-30T10:00:00.123Z}. */
final class InstantText {
    private static final String PATTERN = "dddd-dd-ddTdd:dd:dd";
    private static final int DAY_SECONDS = 86_400;

    private InstantText() {}

    /**
     * The instant, when the text has four digits of year, any fraction to nanoseconds and the zone
     * Z; null for whatever else a time may look like. The formatters of Java read it too, ten times
     * as slowly.
     */
    static @Nullable Instant usual(String text) {
        if (!isUsual(text)) {
            return null;
        }
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            return null; // the formatters know a leap second and the end of a day
        }
        try {
            long day =
                    LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2))
                            .toEpochDay();
            return Instant.ofEpochSecond(
                    day * DAY_SECONDS + hour * 3600L + minute * 60L + second, nanos(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < PATTERN.length() || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < PATTERN.length(); i++) {
            char wanted = PATTERN.charAt(i);
            if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        int fraction = end - PATTERN.length() - 1;
        if (fraction >= 0 && (text.charAt(PATTERN.length()) != '.' || fraction < 1)) {
            return false;
        }
        for (int i = PATTERN.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return fraction <= 9;
    }

    private static int nanos(String text) {
        int nanos = 0;
        for (int i = PATTERN.length() + 1; i < PATTERN.length() + 10; i++) {
            nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
