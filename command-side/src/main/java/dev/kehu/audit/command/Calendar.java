package dev.kehu.audit.command;

import dev.kehu.audit.api.CalendarCommand;
import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.audit.api.CalendarEvent;
import dev.kehu.audit.api.CalendarEvent.BusinessDayAdvanced;
import dev.kehu.kernel.Receipt;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The stream of the firm's calendar. */
@Aggregate(type = "calendar", lockFactory = "locks")
class Calendar {
    @AggregateIdentifier private @Nullable String id;

    private BusinessDay day = BusinessDay.REAL;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(AdvanceBusinessDay c) {
        day.decide(c).forEach(AggregateLifecycle::apply);
        return Receipt.of(CalendarCommand.CALENDAR, Map.of("calendar", CalendarCommand.CALENDAR));
    }

    @EventSourcingHandler
    void on(CalendarEvent event) {
        id = CalendarCommand.CALENDAR;
        day = day.evolve(event);
    }

    Calendar() {} // required by Axon

    /** The business day that was set, if any. */
    record BusinessDay(java.time.@Nullable LocalDate set) {
        static final BusinessDay REAL = new BusinessDay(null);

        java.util.List<CalendarEvent> decide(AdvanceBusinessDay c) {
            if (c.day().equals(set)) {
                return java.util.List.of();
            }
            if (set != null && c.day().isBefore(set)) {
                throw dev.kehu.kernel.Refusal.conflict(
                        "calendar.backwards", "The business day only moves forward; it is " + set);
            }
            return java.util.List.of(
                    new BusinessDayAdvanced(CalendarCommand.CALENDAR, c.day(), c.occurredAt()));
        }

        BusinessDay evolve(CalendarEvent event) {
            return switch (event) {
                case BusinessDayAdvanced e -> new BusinessDay(e.day());
            };
        }
    }
}
