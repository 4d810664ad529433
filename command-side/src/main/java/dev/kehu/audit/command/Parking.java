package dev.kehu.audit.command;

import dev.kehu.audit.api.ParkingEvent;
import dev.kehu.audit.api.ParkingId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** The stream of what was decided about one subject of one view. */
@Aggregate(type = "parking")
class Parking {
    @AggregateIdentifier private @Nullable ParkingId id;

    void record(List<ParkingEvent> decided) {
        decided.forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(ParkingEvent event) {
        id = event.parkingId();
    }

    Parking() {} // required by Axon
}
