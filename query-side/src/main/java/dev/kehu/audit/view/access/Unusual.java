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
 * Two rules anybody can check by hand. An hour in which somebody saw more customers than {@code
 * most} is unusual by {@code volume}; one that begins outside of the firm's hours, or at a weekend,
 * is unusual by {@code off-hours}.
 */
@Component
final class Unusual {
    private final ZoneId zone;
    private final long most;
    private final int opens;
    private final int closes;

    /**
     * @param hours as in {@code 7-20}: from seven to twenty o'clock
     */
    Unusual(
            @Value("${kehu.zone:UTC}") String zone,
            @Value("${kehu.access.customers-an-hour:200}") long most,
            @Value("${kehu.access.hours:7-20}") String hours) {
        this.zone = ZoneId.of(zone);
        this.most = most;
        String[] parts = hours.split("-", 2);
        this.opens = Integer.parseInt(parts[0].strip());
        this.closes = Integer.parseInt(parts[parts.length - 1].strip());
    }

    /** One hour of one actor, and which rules point at it. */
    record Finding(String by, Instant hour, long looks, long customers, List<String> rules) {}

    List<Finding> since(AccessLog log, @Nullable Instant from) {
        Instant since = from == null ? log.now().minus(Duration.ofDays(1)) : from;
        return log.hours(since).stream()
                .map(
                        hour ->
                                new Finding(
                                        hour.actor(),
                                        hour.hour(),
                                        hour.looks(),
                                        hour.customers(),
                                        rules(hour)))
                .filter(finding -> !finding.rules().isEmpty())
                .toList();
    }

    private List<String> rules(Hour hour) {
        List<String> rules = new ArrayList<>();
        if (hour.customers() > most) rules.add("volume");
        ZonedDateTime at = hour.hour().atZone(zone);
        boolean weekend =
                at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (weekend || at.getHour() < opens || at.getHour() >= closes) rules.add("off-hours");
        return rules;
    }
}
