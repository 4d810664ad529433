package dev.kehu.audit.view.access;

import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.api.AccessLog.Hour;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Four rules anybody can check by hand. An hour in which somebody saw more customers than {@code
 * most} is unusual by {@code volume}; one that begins outside of the firm's hours, or at a weekend,
 * by {@code off-hours}; one with more customers who are none of {@link OwnWork} than {@code
 * strange}, by {@code strangers}; one with more looks than {@code wide} at nobody knows whom, such
 * as files that broke off and questions in SQL, by {@code wide}.
 */
@Component
final class Unusual {
    /** Whoever sees more by name in an hour is told by volume. */
    private static final int LOOKED_AT = 1_000;

    private final ZoneId zone;
    private final OwnWork work;
    private final long most;
    private final long strange;
    private final long wide;
    private final int opens;
    private final int closes;

    /**
     * @param hours as in {@code 7-20}: from seven to twenty o'clock
     */
    Unusual(
            OwnWork work,
            @Value("${kehu.zone:UTC}") String zone,
            @Value("${kehu.access.customers-an-hour:200}") long most,
            @Value("${kehu.access.strangers-an-hour:30}") long strange,
            @Value("${kehu.access.wide-an-hour:20}") long wide,
            @Value("${kehu.access.hours:7-20}") String hours) {
        this.zone = ZoneId.of(zone);
        this.work = work;
        this.most = most;
        this.strange = strange;
        this.wide = wide;
        String[] parts = hours.split("-", 2);
        this.opens = Integer.parseInt(parts[0].strip());
        this.closes = Integer.parseInt(parts[parts.length - 1].strip());
    }

    /**
     * One hour of one actor, and which rules point at it.
     *
     * @param strangers customers named who are none of the actor's work; null where they are too
     *     few in all to be looked at, or newer hours had too many
     */
    record Finding(
            String by,
            Instant hour,
            long looks,
            long customers,
            long uncounted,
            @Nullable Integer strangers,
            List<String> rules) {}

    /**
     * What was found.
     *
     * @param unreadable events of the customers looked at that could not be read: whose work those
     *     are may be more than is known
     */
    record Strange(List<Finding> items, long unreadable) {}

    Strange since(AccessLog log, @Nullable Instant from) {
        Instant since = from == null ? log.now().minus(Duration.ofDays(1)) : from;
        OwnWork.Report own = work.report();
        List<Finding> found = new ArrayList<>();
        for (Hour hour : log.hours(since).reversed()) {
            Finding finding = finding(log, hour, own);
            if (!finding.rules().isEmpty()) found.add(finding);
        }
        return new Strange(List.copyOf(found.reversed()), own.unreadable());
    }

    private Finding finding(AccessLog log, Hour hour, OwnWork.Report own) {
        Integer strangers = hour.customers() > strange ? strangers(log, hour, own) : null;
        List<String> rules = new ArrayList<>();
        if (hour.customers() > most) rules.add("volume");
        if (isOffHours(hour)) rules.add("off-hours");
        if (strangers != null && strangers > strange) rules.add("strangers");
        if (hour.uncounted() > wide) rules.add("wide");
        return new Finding(
                hour.actor(),
                hour.hour(),
                hour.looks(),
                hour.customers(),
                hour.uncounted(),
                strangers,
                rules);
    }

    private static @Nullable Integer strangers(AccessLog log, Hour hour, OwnWork.Report own) {
        Instant end = hour.hour().plus(Duration.ofHours(1));
        return own.strangers(hour.actor(), log.seenBy(hour.actor(), hour.hour(), end, LOOKED_AT));
    }

    private boolean isOffHours(Hour hour) {
        ZonedDateTime at = hour.hour().atZone(zone);
        boolean weekend =
                at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend || at.getHour() < opens || at.getHour() >= closes;
    }
}
