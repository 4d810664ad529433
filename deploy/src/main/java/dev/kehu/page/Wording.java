package dev.kehu.page;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times, numbers and words look on a page. */
public record Wording(ZoneId zone) {
    private static final String NOTHING = "–";
    private static final DateTimeFormatter DAY = format("d MMM uuuu");
    private static final DateTimeFormatter TIME = format("HH:mm");
    private static final DateTimeFormatter MONTH = format("MMM uuuu");
    private static final DateTimeFormatter FULL = format("d MMM uuuu HH:mm:ss");

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    public String day(@Nullable Instant at) {
        return at == null ? NOTHING : DAY.format(at.atZone(zone));
    }

    public String date(LocalDate date) {
        return DAY.format(date);
    }

    public String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    public String month(YearMonth month) {
        return MONTH.format(month);
    }

    /** To the second and with the zone, for an as-of moment. */
    public String exact(Instant at) {
        return FULL.format(at.atZone(zone))
                + " "
                + (zone.getId().equals("Z") ? "UTC" : zone.getId());
    }

    public String number(long number) {
        return decimal(BigDecimal.valueOf(number));
    }

    /** Groups of three, all decimals the number has. */
    public String decimal(@Nullable BigDecimal number) {
        if (number == null) return NOTHING;
        DecimalFormat grouped =
                new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        grouped.setMinimumFractionDigits(Math.max(0, number.scale()));
        return grouped.format(number);
    }

    /** A cell of a report. */
    public String cell(@Nullable Object cell) {
        return switch (cell) {
            case null -> NOTHING;
            case Long number -> number(number);
            case BigDecimal number -> decimal(number);
            default -> cell.toString();
        };
    }

    /** A stored word as people write it. */
    public String word(String stored) {
        return stored.equals("callcentre") ? "call centre" : stored.equals("sms") ? "SMS" : stored;
    }

    public String text(@Nullable String text) {
        return text == null || text.isBlank() ? NOTHING : text;
    }

    /** What to call a customer whose name may be unknown or erased. */
    public String name(@Nullable String name, @Nullable String code, String status) {
        if (name != null && !name.isBlank()) return name;
        if (code != null && !code.isBlank()) return code;
        return status.equals("erased") ? "Erased customer" : "Anonymous customer";
    }
}
