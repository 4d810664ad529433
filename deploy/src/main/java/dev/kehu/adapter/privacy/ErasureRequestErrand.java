package dev.kehu.adapter.privacy;

import dev.kehu.adapter.PrivacyErrand;
import dev.kehu.control.Errand;
import dev.kehu.control.OperatorLooks;
import dev.kehu.control.Replies;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.approval.SecondPerson;
import dev.kehu.privacy.process.approval.SecondPerson.Waiting;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides from the command line on erasures another person asked for. */
@Component
final class ErasureRequestErrand implements Errand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Origin OPERATOR = Origin.of("operator");
    private static final int MOST = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final SecondPerson second;
    private final PersonErasure erasure;
    private final OperatorLooks looks;

    ErasureRequestErrand(SecondPerson second, PersonErasure erasure, OperatorLooks looks) {
        this.looks = looks;
        this.second = second;
        this.erasure = erasure;
    }

    @Override
    public String name() {
        return "erasure-requests";
    }

    /** Who waits for a decision, and nobody else. */
    @Override
    public Sight sight() {
        return Sight.WRITTEN_DOWN;
    }

    /**
     * @param args {@code requests}, {@code approve}, {@code decline} or {@code withdraw}; whom it
     *     is about; why, or the position of the request that is approved
     */
    @Override
    public int run(List<String> args, Replies replies) {
        try {
            if (args.getFirst().equals("requests")) {
                return shown(all(), replies);
            }
            CustomerId customer = erasure.meant(args.get(1));
            return switch (args.getFirst()) {
                case "approve" ->
                        PrivacyErrand.told(
                                second.approve(customer, position(args.get(2)), OPERATOR, PATIENCE),
                                replies);
                case "decline" ->
                        recorded(second.decline(customer, args.get(2), OPERATOR), replies);
                default -> recorded(second.withdraw(customer, args.get(2), OPERATOR), replies);
            };
        } catch (Refusal refusal) {
            replies.complain(refusal.getMessage() + " (" + refusal.code() + ")");
            replies.answer(
                    JSON.writeValueAsString(
                            Map.of("code", refusal.code(), "detail", refusal.getMessage())));
            return 1;
        }
    }

    private List<Waiting> all() {
        SecondPerson.Page page = second.waiting(0, MOST);
        List<Waiting> all = new ArrayList<>(page.items());
        while (page.next() != null) {
            page = second.waiting(page.next(), MOST);
            all.addAll(page.items());
        }
        return all;
    }

    private static @Nullable Long position(String text) {
        return text.isEmpty() ? null : Long.valueOf(text);
    }

    private static int recorded(Receipt receipt, Replies replies) {
        replies.progress("Recorded; the customer stays.");
        replies.answer(JSON.writeValueAsString(receipt.ids()));
        return 0;
    }

    private int shown(List<Waiting> waiting, Replies replies) {
        for (Waiting each : waiting) {
            looks.at(each.customerId(), "privacy requests", "erasure");
            replies.progress(
                    "%s (%d in all%s) at %d  asked for by %s at %s, %s: %s"
                            .formatted(
                                    each.customerId(),
                                    each.customers().size(),
                                    each.category() == null ? "" : ", what was said alone",
                                    each.position(),
                                    each.by(),
                                    each.at(),
                                    each.basis(),
                                    each.reason()));
        }
        replies.answer(JSON.writeValueAsString(Map.of("items", waiting)));
        return 0;
    }
}
