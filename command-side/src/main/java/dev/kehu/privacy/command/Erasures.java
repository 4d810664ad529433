package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.Erasing;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.PrivacyCommand.EraseTexts;
import dev.kehu.privacy.api.PrivacyCommand.FinishErasure;
import dev.kehu.privacy.api.PrivacyCommand.FinishTextsErasure;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Handles the commands about erasures: the decision and all it gives up are one append. */
@Component
class Erasures {
    private final Erasing customers;
    private final Repository<Erasure> erasures;
    private final StillDue stillDue;
    private final Circle circle;
    private final EventHistory history;
    private final boolean two;

    /**
     * @param two whether nobody decides on an erasure alone
     */
    Erasures(
            Erasing customers,
            Repository<Erasure> erasures,
            StillDue stillDue,
            Circle circle,
            EventHistory history,
            @Value("${kehu.privacy.second-approval:false}") boolean two) {
        this.customers = customers;
        this.erasures = erasures;
        this.stillDue = stillDue;
        this.circle = circle;
        this.history = history;
        this.two = two;
    }

    @CommandHandler
    Receipt handle(EraseCustomer c) throws Exception {
        if (!c.repeated()) {
            refuseAlone();
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
        refuseOthers(c.customers(), gone);
        stillDue.refuseNeeded(gone, c.because(), c.today());
        erasures.newInstance(() -> Erasure.first(state -> state.decide(c, gone)));
        return decided(c.erasureId(), c.customerId());
    }

    @CommandHandler
    Receipt handle(EraseTexts c) throws Exception {
        if (!c.repeated()) {
            refuseAlone();
        }
        return decide(c);
    }

    /** In the caller's unit of work, whoever asked. */
    Receipt decide(EraseTexts c) throws Exception {
        ErasureState.allow(c.reason(), c.basis());
        List<CustomerId> whose = c.repeated() ? again(c) : forTheFirstTime(c);
        erasures.newInstance(() -> Erasure.first(state -> state.decide(c, whose)));
        return decided(c.erasureId(), c.customerId());
    }

    private List<CustomerId> forTheFirstTime(EraseTexts c) {
        List<CustomerId> whose =
                customers.eraseTexts(
                        c.customerId(), c.only(), c.erasureId().value(), c.today(), c.occurredAt());
        refuseOthers(c.customers(), whose);
        refuseUndivided(whose);
        return whose;
    }

    private List<CustomerId> again(EraseTexts c) {
        List<String> then = c.customers();
        return customers.eraseTextsAgain(
                then == null ? List.of(c.customerId().value()) : then,
                c.erasureId().value(),
                c.occurredAt());
    }

    private static Receipt decided(ErasureId erasure, CustomerId asked) {
        return Receipt.of(
                erasure.value(), Map.of("erasureId", erasure.value(), "customerId", asked.value()));
    }

    private void refuseAlone() {
        if (two) {
            throw Refusal.conflict(
                    "erasure.needs-approval",
                    "Here nobody erases alone; ask for it, and let another person approve");
        }
    }

    /** Older versions of Kehu sealed names and texts with one key; what is older comes first. */
    private void refuseUndivided(List<CustomerId> customers) {
        for (String subject : circle.by(customers.stream().map(CustomerId::value).toList())) {
            if (firstSealed(subject).filter(Envelope::isUndivided).isPresent()) {
                throw Refusal.conflict(
                        "erasure.texts-undivided",
                        "Names and texts of this customer, or of a contact person, were sealed"
                                + " together by an older Kehu; only the whole person can be"
                                + " erased");
            }
        }
    }

    private Optional<String> firstSealed(String subject) {
        try {
            return history.firstSealed(subject);
        } catch (EventStoreException damaged) {
            throw Refusal.conflict(
                    "erasure.texts-unknown",
                    damaged.getMessage()
                            + ", so nobody knows whether names and texts were sealed together;"
                            + " restore it from a backup, or erase the whole person");
        }
    }

    private static void refuseOthers(@Nullable List<String> asked, List<CustomerId> gone) {
        if (asked != null && !asked.equals(gone.stream().map(CustomerId::value).toList())) {
            throw Refusal.conflict(
                    "erasure.request-changed",
                    "The person was merged or unmerged since it was asked for; decline it, and ask"
                            + " again");
        }
    }

    @CommandHandler
    Receipt handle(FinishErasure c) {
        return finished(c.erasureId(), state -> state.decide(c));
    }

    @CommandHandler
    Receipt handle(FinishTextsErasure c) {
        return finished(c.erasureId(), state -> state.decide(c));
    }

    private Receipt finished(ErasureId id, Function<ErasureState, List<ErasureEvent>> decision) {
        try {
            erasures.load(id.value()).execute(it -> it.decide(decision));
        } catch (AggregateNotFoundException e) {
            throw Refusal.unknown("erasure.unknown", "There is no erasure with this id");
        }
        return Receipt.of(id.value(), Map.of("erasureId", id.value()));
    }
}
