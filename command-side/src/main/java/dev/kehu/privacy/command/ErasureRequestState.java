package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.ErasureRequestCommand.ApproveErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.DeclineErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.RequestErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.WithdrawErasure;
import dev.kehu.privacy.api.ErasureRequestEvent;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureApproved;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureDeclined;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureRequestWithdrawn;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureRequested;
import dev.kehu.privacy.api.NoLongerNeeded;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/**
 * Whether somebody waits for another one to decide.
 *
 * @param open null when nobody does
 */
record ErasureRequestState(@Nullable ErasureRequested open) {
    static final ErasureRequestState NONE = new ErasureRequestState(null);

    /**
     * @param person everybody who is the same person
     */
    List<ErasureRequestEvent> decide(RequestErasure c, List<CustomerId> person) {
        ErasureState.allow(c.reason(), c.basis());
        if (open != null) {
            throw Refusal.conflict(
                    "erasure.requested",
                    "The erasure of this customer is asked for already; another person has to"
                            + " decide");
        }
        NoLongerNeeded because = c.because();
        return List.of(
                new ErasureRequested(
                        c.requestId(),
                        c.customerId(),
                        c.only(),
                        (c.only() ? List.of(c.customerId()) : person)
                                .stream().map(CustomerId::value).toList(),
                        c.basis(),
                        c.reason(),
                        c.by(),
                        because == null ? null : because.periods(),
                        because == null ? null : because.until(),
                        because == null ? null : because.by(),
                        c.occurredAt()));
    }

    List<ErasureRequestEvent> decide(ApproveErasure c) {
        byAnother(c.by());
        return List.of(
                new ErasureApproved(
                        c.requestId(), c.customerId(), c.erasureId(), c.by(), c.occurredAt()));
    }

    /** What is carried out once it is approved. */
    EraseCustomer erasure(ApproveErasure c) {
        ErasureRequested asked = asked();
        return new EraseCustomer(
                c.erasureId(),
                c.customerId(),
                asked.only(),
                false,
                asked.reason() == null ? "requested" : asked.reason(),
                asked.basis(),
                because(asked),
                c.today(),
                c.occurredAt());
    }

    private static @Nullable NoLongerNeeded because(ErasureRequested asked) {
        Integer periods = asked.periods();
        LocalDate until = asked.until();
        List<String> by = asked.causedBy();
        return periods == null || until == null
                ? null
                : new NoLongerNeeded(periods, until, by == null ? List.of() : by);
    }

    List<ErasureRequestEvent> decide(DeclineErasure c) {
        byAnother(c.by());
        if (c.reason().isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why the person is not erased");
        }
        return List.of(
                new ErasureDeclined(
                        c.requestId(), c.customerId(), c.reason(), c.by(), c.occurredAt()));
    }

    List<ErasureRequestEvent> decide(WithdrawErasure c) {
        if (!asked().by().equals(c.by())) {
            throw Refusal.of(
                    Refusal.Kind.FORBIDDEN,
                    "erasure.not-yours",
                    "Only who asked can take it back; decline it instead");
        }
        return List.of(
                new ErasureRequestWithdrawn(
                        c.requestId(), c.customerId(), c.reason(), c.by(), c.occurredAt()));
    }

    private ErasureRequested asked() {
        if (open == null) {
            throw Refusal.unknown(
                    "erasure.not-requested", "Nobody waits for a decision about this customer");
        }
        return open;
    }

    private void byAnother(String who) {
        if (asked().by().equals(who)) {
            throw Refusal.of(
                    Refusal.Kind.FORBIDDEN,
                    "erasure.second-person",
                    "Another person than the one who asked has to decide; you can take it back");
        }
    }

    ErasureRequestState evolve(ErasureRequestEvent event) {
        return switch (event) {
            case ErasureRequested e -> new ErasureRequestState(e);
            case ErasureApproved e -> NONE;
            case ErasureDeclined e -> NONE;
            case ErasureRequestWithdrawn e -> NONE;
        };
    }
}
