package dev.kehu.audit.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Subject;

import java.time.Instant;
import java.time.LocalDate;

/** What can have happened to the firm's calendar. */
public sealed interface CalendarEvent extends DomainEvent {
    /** The business day was set by hand; it only ever moves forward. */
    @EventName("calendar.advanced")
    record BusinessDayAdvanced(
            @Subject String calendar, @Open LocalDate day, @Open Instant occurredAt)
            implements CalendarEvent {}
}
