package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.Receipt;
import dev.kehu.privacy.api.ConsentCommand;
import dev.kehu.privacy.api.ConsentCommand.ApproveMessage;
import dev.kehu.privacy.api.ConsentCommand.GrantConsent;
import dev.kehu.privacy.api.ConsentCommand.WithdrawConsent;
import dev.kehu.privacy.api.ConsentEvent;
import dev.kehu.privacy.api.ConsentId;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Handles the commands about what customers allow. */
@Component
class Consents {
    private final CustomerLookup.Same same;
    private final Repository<Consent> consents;

    Consents(CustomerLookup.Same same, Repository<Consent> consents) {
        this.same = same;
        this.consents = consents;
    }

    @CommandHandler
    Receipt handle(GrantConsent c) throws Exception {
        same.as(c.customerId());
        long[] number = new long[1];
        decide(
                c,
                state -> {
                    number[0] = state.grants().size() + 1L;
                    return state.decide(c);
                });
        return receipt(c, Map.of("consent", c.consentId().number(number[0])));
    }

    @CommandHandler
    Receipt handle(WithdrawConsent c) throws Exception {
        same.as(c.customerId());
        decide(c, state -> state.decide(c));
        return receipt(c, Map.of());
    }

    @CommandHandler
    Receipt handle(ApproveMessage c) throws Exception {
        Map<String, ConsentState> all = states(same.as(c.customerId()));
        decide(c, own -> ConsentState.decide(c, all));
        return receipt(c, Map.of());
    }

    /** In the order of their ids, so that two commands over the same person never block. */
    private Map<String, ConsentState> states(List<CustomerId> person) {
        Map<String, ConsentState> all = new TreeMap<>();
        for (String id :
                new TreeSet<>(person.stream().map(ConsentId::of).map(ConsentId::value).toList())) {
            try {
                all.put(id, consents.load(id).invoke(Consent::state));
            } catch (AggregateNotFoundException nothingYet) {
                all.put(id, ConsentState.NONE);
            }
        }
        return all;
    }

    private void decide(ConsentCommand c, Function<ConsentState, List<ConsentEvent>> decision)
            throws Exception {
        Aggregate<Consent> stream = consents.loadOrCreate(c.consentId().value(), Consent::new);
        stream.execute(it -> it.decide(decision));
    }

    private static Receipt receipt(ConsentCommand c, Map<String, String> more) {
        Map<String, String> ids = new TreeMap<>(more);
        ids.put("customerId", c.customerId().value());
        return Receipt.of(c.consentId().value(), ids);
    }
}
