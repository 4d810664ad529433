package dev.kehu.customer.command;

import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactPointId;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/** The stream of one contact point: uniqueness is its first event. */
@Aggregate(type = "contact", lockFactory = "locks")
class ContactPoint {
    @AggregateIdentifier private @Nullable ContactPointId id;

    private Claim claim = Claim.FREE;

    static ContactPoint first(Function<Claim, List<ContactEvent>> decision) {
        ContactPoint point = new ContactPoint();
        point.decide(decision);
        return point;
    }

    void decide(Function<Claim, List<ContactEvent>> decision) {
        decision.apply(claim).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(ContactEvent event) {
        id = event.contactId();
        claim = claim.evolve(event);
    }

    /** What is remembered of the stream stands for its events. */
    @EventSourcingHandler
    void on(Claim known, @SourceId String stream) {
        id = new ContactPointId(stream);
        claim = known;
    }

    ContactPoint() {} // required by Axon
}
