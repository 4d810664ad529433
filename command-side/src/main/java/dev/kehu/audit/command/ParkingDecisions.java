package dev.kehu.audit.command;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.audit.api.ParkingCommand;
import dev.kehu.audit.api.ParkingCommand.RetryParkedSubject;
import dev.kehu.audit.api.ParkingCommand.SkipParkedPosition;
import dev.kehu.audit.api.ParkingEvent;
import dev.kehu.kernel.Receipt;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Handles the commands about parked subjects: how one is parked, its view knows alone. */
@Component
class ParkingDecisions {
    private final ParkedSubjects parked;
    private final Repository<Parking> parkings;

    ParkingDecisions(ParkedSubjects parked, Repository<Parking> parkings) {
        this.parked = parked;
        this.parkings = parkings;
    }

    @CommandHandler
    Receipt handle(RetryParkedSubject c) throws Exception {
        return decide(c, state -> state.decide(c));
    }

    @CommandHandler
    Receipt handle(SkipParkedPosition c) throws Exception {
        return decide(c, state -> state.decide(c));
    }

    private Receipt decide(ParkingCommand c, Function<ParkedState, List<ParkingEvent>> decision)
            throws Exception {
        List<ParkingEvent> decided =
                decision.apply(new ParkedState(parked.find(c.view(), c.subject()).orElse(null)));
        parkings.loadOrCreate(c.parkingId().value(), Parking::new)
                .execute(parking -> parking.record(decided));
        return Receipt.of(c.subject(), Map.of("parkingId", c.parkingId().value()));
    }
}
