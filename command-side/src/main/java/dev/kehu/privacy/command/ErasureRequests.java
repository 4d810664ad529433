package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.Receipt;
import dev.kehu.privacy.api.ErasureRequestCommand;
import dev.kehu.privacy.api.ErasureRequestCommand.ApproveErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.DeclineErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.RequestErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.WithdrawErasure;
import dev.kehu.privacy.api.ErasureRequestEvent;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.PrivacyCommand.EraseTexts;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Handles the commands about erasures two people decide on: the second yes and the decision are one
 * append. The customer's stream is held first, as everywhere, so that no two commands block.
 */
@Component
class ErasureRequests {
    private final CustomerLookup.Same same;
    private final Repository<ErasureRequest> requests;
    private final Erasures erasures;
    private final StillDue stillDue;

    ErasureRequests(
            CustomerLookup.Same same,
            Repository<ErasureRequest> requests,
            Erasures erasures,
            StillDue stillDue) {
        this.same = same;
        this.requests = requests;
        this.erasures = erasures;
        this.stillDue = stillDue;
    }

    @CommandHandler
    Receipt handle(RequestErasure c) throws Exception {
        List<CustomerId> person = same.as(c.customerId());
        stillDue.refuseNeeded(person, c.because(), c.today());
        stillDue.refuseWithdrawn(c.because());
        return decided(c, state -> state.decide(c, person), Map.of());
    }

    @CommandHandler
    Receipt handle(ApproveErasure c) throws Exception {
        PrivacyCommand[] erasure = new PrivacyCommand[1];
        Receipt receipt =
                decided(
                        c,
                        state -> {
                            List<ErasureRequestEvent> events = state.decide(c);
                            erasure[0] = state.erasure(c);
                            return events;
                        },
                        Map.of("erasureId", c.erasureId().value()));
        switch (erasure[0]) {
            case EraseTexts texts -> erasures.decide(texts);
            case EraseCustomer person -> erasures.decide(person);
            default -> throw new IllegalStateException("Nobody asks for the end of an erasure");
        }
        return receipt;
    }

    @CommandHandler
    Receipt handle(DeclineErasure c) throws Exception {
        return decided(c, state -> state.decide(c), Map.of());
    }

    @CommandHandler
    Receipt handle(WithdrawErasure c) throws Exception {
        return decided(c, state -> state.decide(c), Map.of());
    }

    private Receipt decided(
            ErasureRequestCommand c,
            Function<ErasureRequestState, List<ErasureRequestEvent>> decision,
            Map<String, String> more)
            throws Exception {
        same.as(c.customerId());
        Aggregate<ErasureRequest> stream =
                requests.loadOrCreate(c.requestId().value(), ErasureRequest::new);
        stream.execute(it -> it.decide(decision));
        Map<String, String> ids = new TreeMap<>(more);
        ids.put("requestId", c.requestId().value());
        ids.put("customerId", c.customerId().value());
        return Receipt.of(c.customerId().value(), ids);
    }
}
