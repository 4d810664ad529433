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
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.PrivacyCommand.EraseTexts;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/**
 * Whether somebody waits for another one to decide.
 *
 * @param open null when nobody does
 * @param asked how many requests there were, with that one
 * @param kept the last finding of retention another person said no to
 */
record ErasureRequestState(
        @Nullable ErasureRequested open, int asked, @Nullable NoLongerNeeded kept) {
    static final ErasureRequestState NONE = new ErasureRequestState(null, 0, null);

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
        refuseKept(because);
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
                        c.category() == null ? null : c.category().word(),
                        c.occurredAt()));
    }

    /** A no lasts until other periods say so, or the person was needed again since. */
    private void refuseKept(@Nullable NoLongerNeeded because) {
        if (because != null
                && kept != null
                && because.periods() <= kept.periods()
                && !because.until().isAfter(kept.until())) {
            throw Refusal.conflict(
                    "erasure.declined",
                    "Another person said no to what these periods say; the customer stays");
        }
    }

    List<ErasureRequestEvent> decide(ApproveErasure c) {
        ErasureRequested request = waiting();
        if (request.causedBy() != null && request.causedBy().contains(c.by())) {
            throw another("who laid down the periods or began the run");
        }
        byAnother(c.by());
        refuseOther(c.number());
        return List.of(
                new ErasureApproved(
                        c.requestId(), c.customerId(), c.erasureId(), c.by(), c.occurredAt()));
    }

    /** Somebody may have read a request that was taken back since, and mean that one. */
    private void refuseOther(@Nullable Integer number) {
        if (number == null ? asked > 1 : number != asked) {
            throw Refusal.conflict(
                    "erasure.request-changed",
                    "This is not the only request there was about this customer; read it again, and"
                            + " name its position");
        }
    }

    /** What is carried out once it is approved. */
    PrivacyCommand erasure(ApproveErasure c) {
        ErasureRequested asked = waiting();
        return asked.category() == null ? person(asked, c) : texts(asked, c);
    }

    /** Nobody can read any more why it was asked for, but that it was. */
    private static String orRequested(@Nullable String said) {
        return said == null ? "requested" : said;
    }

    private static EraseTexts texts(ErasureRequested asked, ApproveErasure c) {
        return new EraseTexts(
                c.erasureId(),
                c.customerId(),
                asked.only(),
                false,
                orRequested(asked.reason()),
                orRequested(asked.basis()),
                asked.customers(),
                c.today(),
                c.occurredAt());
    }

    private static EraseCustomer person(ErasureRequested asked, ApproveErasure c) {
        return new EraseCustomer(
                c.erasureId(),
                c.customerId(),
                asked.only(),
                false,
                orRequested(asked.reason()),
                orRequested(asked.basis()),
                asked.customers(),
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
        if (!waiting().by().equals(c.by())) {
            throw Refusal.of(
                    Refusal.Kind.FORBIDDEN,
                    "erasure.not-yours",
                    "Only who asked can take it back; decline it instead");
        }
        return List.of(
                new ErasureRequestWithdrawn(
                        c.requestId(), c.customerId(), c.reason(), c.by(), c.occurredAt()));
    }

    private ErasureRequested waiting() {
        if (open == null) {
            throw Refusal.unknown(
                    "erasure.not-requested", "Nobody waits for a decision about this customer");
        }
        return open;
    }

    private void byAnother(String who) {
        if (waiting().by().equals(who)) {
            throw another("the one who asked");
        }
    }

    private static Refusal another(String than) {
        return Refusal.of(
                Refusal.Kind.FORBIDDEN,
                "erasure.second-person",
                "Another person than " + than + " has to decide");
    }

    ErasureRequestState evolve(ErasureRequestEvent event) {
        return switch (event) {
            case ErasureRequested e -> new ErasureRequestState(e, asked + 1, kept);
            case ErasureApproved e -> settled(kept);
            case ErasureDeclined e -> {
                NoLongerNeeded found = open == null ? null : because(open);
                yield settled(found == null ? kept : found);
            }
            case ErasureRequestWithdrawn e -> settled(kept);
        };
    }

    private ErasureRequestState settled(@Nullable NoLongerNeeded no) {
        return new ErasureRequestState(null, asked, no);
    }
}
