package dev.kehu.audit.command;

import dev.kehu.audit.api.ParkedStepCommand.RetryParkedStep;
import dev.kehu.audit.api.ParkedStepCommand.SkipParkedStep;
import dev.kehu.audit.api.ParkingEvent;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.eventstore.EventHistory;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Handles the commands about parked steps: what is parked, state.db knows alone. */
@Component
class StepDecisions {
    private final DeadLetters dead;
    private final EventHistory history;
    private final Repository<Parking> parkings;

    StepDecisions(DeadLetters dead, EventHistory history, Repository<Parking> parkings) {
        this.dead = dead;
        this.history = history;
        this.parkings = parkings;
    }

    @CommandHandler
    Receipt handle(RetryParkedStep c) throws Exception {
        return decide(c.id(), step -> step.decide(c));
    }

    @CommandHandler
    Receipt handle(SkipParkedStep c) throws Exception {
        return decide(c.id(), step -> step.decide(c));
    }

    private Receipt decide(long id, Function<ParkedStep, List<ParkingEvent>> decision)
            throws Exception {
        ParkedStep step = step(dead.first(id));
        List<ParkingEvent> decided = decision.apply(step);
        String parking = step.parkingId().value();
        parkings.loadOrCreate(parking, Parking::new).execute(it -> it.record(decided));
        return Receipt.of(step.subject(), Map.of("parkingId", parking));
    }

    private ParkedStep step(Parked parked) {
        return new ParkedStep(
                parked.processor(),
                parked.sequence(),
                parked.kind(),
                parked.position(),
                parked.code(),
                subject(parked));
    }

    /** Sealed under the step's own id, a reason would outlive the person it is about. */
    private String subject(Parked parked) {
        long origin = parked.origin();
        List<RecordedEvent> event = origin == 0 ? List.of() : history.readAfter(origin - 1, 1);
        return event.stream().findFirst().map(RecordedEvent::subject).orElse(parked.sequence());
    }
}
