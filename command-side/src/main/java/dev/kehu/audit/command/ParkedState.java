package dev.kehu.audit.command;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.audit.api.ParkingCommand.RetryParkedSubject;
import dev.kehu.audit.api.ParkingCommand.SkipParkedPosition;
import dev.kehu.audit.api.ParkingEvent;
import dev.kehu.audit.api.ParkingEvent.RetryDecided;
import dev.kehu.audit.api.ParkingEvent.SkipDecided;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a subject is parked when somebody decides about it. Earlier decisions do not bind: a rebuild
 * may have undone them.
 *
 * @param parked null when it is not
 */
record ParkedState(@Nullable Parked parked) {

    List<ParkingEvent> decide(RetryParkedSubject c) {
        if (parked == null) {
            throw notParked();
        }
        return List.of(
                new RetryDecided(
                        c.parkingId(),
                        c.view(),
                        c.subject(),
                        parked.position(),
                        c.reason(),
                        c.occurredAt()));
    }

    List<ParkingEvent> decide(SkipParkedPosition c) {
        if (c.reason() == null || c.reason().isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why the event is left out");
        }
        if (parked == null || parked.position() != c.position()) {
            throw notParked();
        }
        return List.of(
                new SkipDecided(
                        c.parkingId(),
                        c.view(),
                        c.subject(),
                        c.position(),
                        c.reason(),
                        c.occurredAt()));
    }

    private static Refusal notParked() {
        return Refusal.conflict(
                "parking.not-parked", "The view has not parked this subject there; read the list");
    }
}
