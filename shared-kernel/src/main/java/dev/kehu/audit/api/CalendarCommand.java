package dev.kehu.audit.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

import java.time.Instant;
import java.time.LocalDate;

/** What may be asked of the firm's calendar. */
public sealed interface CalendarCommand {
    /** The one calendar of the firm. */
    String CALENDAR = "calendar-firm";

    @TargetAggregateIdentifier
    default String calendar() {
        return CALENDAR;
    }

    /** Set the business day, forward only. */
    record AdvanceBusinessDay(LocalDate day, Instant occurredAt) implements CalendarCommand {}
}
