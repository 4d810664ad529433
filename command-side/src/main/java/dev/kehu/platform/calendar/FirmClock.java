package dev.kehu.platform.calendar;

import dev.kehu.kernel.BusinessClock;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Real time until a business day is set; then that day, with the real time of day. */
public final class FirmClock implements BusinessClock {
    private final Clock clock;
    private final ZoneId zone;
    private volatile @Nullable LocalDate set;

    public FirmClock(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** Moves the business day forward; an earlier day than the one set changes nothing. */
    public void advance(LocalDate day) {
        LocalDate before = set;
        if (before == null || day.isAfter(before)) {
            set = day;
        }
    }

    @Override
    public Instant real() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public LocalDate today() {
        LocalDate day = set;
        return day == null ? dayOf(real()) : day;
    }

    /** The day in the firm's zone. */
    public LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    @Override
    public Instant now() {
        LocalDate day = set;
        Instant real = real();
        return day == null
                ? real
                : real.atZone(zone).toLocalTime().atDate(day).atZone(zone).toInstant();
    }
}
