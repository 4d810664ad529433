package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.Erasing;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.PrivacyCommand.FinishErasure;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Handles the commands about erasures: the decision and all it gives up are one append. */
@Component
class Erasures {
    private final Erasing customers;
    private final Repository<Erasure> erasures;
    private final StillDue stillDue;
    private final boolean two;

    /**
     * @param two whether nobody decides on an erasure alone
     */
    Erasures(
            Erasing customers,
            Repository<Erasure> erasures,
            StillDue stillDue,
            @Value("${kehu.privacy.second-approval:false}") boolean two) {
        this.customers = customers;
        this.erasures = erasures;
        this.stillDue = stillDue;
        this.two = two;
    }

    @CommandHandler
    Receipt handle(EraseCustomer c) throws Exception {
        if (two && !c.repeated()) {
            throw Refusal.conflict(
                    "erasure.needs-approval",
                    "Here nobody erases alone; ask for it, and let another person approve");
        }
        Receipt decided = decide(c);
        stillDue.refuseWithdrawn(c.because());
        return decided;
    }

    /** In the caller's unit of work, whoever asked. */
    Receipt decide(EraseCustomer c) throws Exception {
        ErasureState.allow(c.reason(), c.basis());
        List<CustomerId> gone =
                customers.erase(
                        c.customerId(), c.only(), c.repeated() ? null : c.today(), c.occurredAt());
        refuseOthers(c, gone);
        stillDue.refuseNeeded(gone, c.because(), c.today());
        erasures.newInstance(() -> Erasure.first(state -> state.decide(c, gone)));
        return Receipt.of(
                c.erasureId().value(),
                Map.of(
                        "erasureId", c.erasureId().value(),
                        "customerId", c.customerId().value()));
    }

    private static void refuseOthers(EraseCustomer c, List<CustomerId> gone) {
        List<String> asked = c.customers();
        if (asked != null && !asked.equals(gone.stream().map(CustomerId::value).toList())) {
            throw Refusal.conflict(
                    "erasure.request-changed",
                    "The person was merged or unmerged since it was asked for; decline it, and ask"
                            + " again");
        }
    }

    @CommandHandler
    Receipt handle(FinishErasure c) {
        try {
            erasures.load(c.erasureId().value()).execute(it -> it.decide(state -> state.decide(c)));
        } catch (AggregateNotFoundException e) {
            throw Refusal.unknown("erasure.unknown", "There is no erasure with this id");
        }
        return Receipt.of(c.erasureId().value(), Map.of("erasureId", c.erasureId().value()));
    }
}
