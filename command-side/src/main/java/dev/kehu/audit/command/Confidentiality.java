package dev.kehu.audit.command;

import dev.kehu.audit.api.ConfidentialityCommand.EndAgreement;
import dev.kehu.audit.api.ConfidentialityCommand.RecordAgreement;
import dev.kehu.audit.api.ConfidentialityEvent;
import dev.kehu.audit.api.ConfidentialityId;
import dev.kehu.kernel.Receipt;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The stream of who of the staff agreed to keep what they see. */
@Aggregate(type = "confidentiality", lockFactory = "locks")
class Confidentiality {
    @AggregateIdentifier private @Nullable ConfidentialityId id;

    private AgreedStaff staff = AgreedStaff.NOBODY;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(RecordAgreement c) {
        return decided(c.confidentialityId(), c.user(), staff.decide(c));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Receipt handle(EndAgreement c) {
        return decided(c.confidentialityId(), c.user(), staff.decide(c));
    }

    private static Receipt decided(
            ConfidentialityId target, String user, List<ConfidentialityEvent> events) {
        events.forEach(AggregateLifecycle::apply);
        return Receipt.of(target.value(), Map.of("user", user));
    }

    @EventSourcingHandler
    void on(ConfidentialityEvent event) {
        id = event.confidentialityId();
        staff = staff.evolve(event);
    }

    Confidentiality() {} // required by Axon
}
