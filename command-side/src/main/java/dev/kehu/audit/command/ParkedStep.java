package dev.kehu.audit.command;

import dev.kehu.audit.api.ParkedStepCommand.RetryParkedStep;
import dev.kehu.audit.api.ParkedStepCommand.SkipParkedStep;
import dev.kehu.audit.api.ParkingEvent;
import dev.kehu.audit.api.ParkingEvent.StepRetryDecided;
import dev.kehu.audit.api.ParkingEvent.StepSkipDecided;
import dev.kehu.audit.api.ParkingId;
import dev.kehu.kernel.Refusal;

import java.util.List;

/**
 * A step that is parked, and the first of its sequence, when somebody decides about it.
 *
 * @param subject whom the event is about that it goes back to: a reason given is about them
 */
record ParkedStep(
        String processor,
        String sequence,
        String kind,
        long position,
        String code,
        String subject) {

    ParkingId parkingId() {
        return ParkingId.of(processor, sequence);
    }

    List<ParkingEvent> decide(RetryParkedStep c) {
        return List.of(
                new StepRetryDecided(
                        parkingId(),
                        processor,
                        sequence,
                        kind,
                        position,
                        code,
                        subject,
                        c.reason(),
                        c.occurredAt()));
    }

    List<ParkingEvent> decide(SkipParkedStep c) {
        if (c.reason() == null || c.reason().isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why it is given up");
        }
        return List.of(
                new StepSkipDecided(
                        parkingId(),
                        processor,
                        sequence,
                        kind,
                        position,
                        code,
                        subject,
                        c.reason(),
                        c.occurredAt()));
    }
}
