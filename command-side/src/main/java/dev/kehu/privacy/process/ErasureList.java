package dev.kehu.privacy.process;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.platform.state.OpenErasures.Open;
import dev.kehu.platform.state.State;
import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureFinished;
import dev.kehu.privacy.api.ErasureRequestEvent;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureApproved;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureDeclined;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureRequestWithdrawn;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureRequested;
import dev.kehu.privacy.api.ErasureRequestId;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

import java.util.Set;

/**
 * Keeps the list of erasures that are not finished and of contact persons, in one transaction with
 * its token, and wakes who carries erasures out.
 */
@Component
@ProcessingGroup("privacy")
class ErasureList {
    private static final Set<Class<?>> CONCERNING =
            Set.of(
                    ContactPersonAdded.class,
                    ErasureDecided.class,
                    ErasureFinished.class,
                    TextsErasureDecided.class,
                    TextsErasureFinished.class,
                    ErasureRequested.class,
                    ErasureApproved.class,
                    ErasureDeclined.class,
                    ErasureRequestWithdrawn.class);

    private final OpenErasures open;
    private final WhenErasureDecidedThenForget forgetting;
    private final State state;
    private final LateKeys lateKeys;

    ErasureList(
            OpenErasures open,
            WhenErasureDecidedThenForget forgetting,
            State state,
            LateKeys lateKeys) {
        this.open = open;
        this.lateKeys = lateKeys;
        this.forgetting = forgetting;
        this.state = state;
    }

    /** Every event is taken, so that the processor's position never trails behind. */
    @EventHandler
    void on(DomainEventMessage<?> event, TrackingToken token) {
        if (!CONCERNING.contains(event.getPayloadType())) {
            return;
        }
        switch (event.getPayload()) {
            case ContactPersonAdded e -> open.added(e.personId().value(), e.customerId().value());
            case ErasureRequestEvent e -> requested(e, token.position().orElse(0));
            case ErasureDecided e -> decided(e, token.position().orElse(0));
            case TextsErasureDecided e ->
                    carryOut(new Open(e.erasureId().value(), token.position().orElse(0)));
            case ErasureEvent end -> finished(end, token.position().orElse(0));
            default -> throw new IllegalStateException("No business of an erasure");
        }
    }

    private void finished(ErasureEvent event, long position) {
        Open end = new Open(event.erasureId().value(), position);
        if (lateKeys.are(event)) {
            carryOut(end);
        } else {
            open.finished(new Open(end.id(), position - 1));
        }
    }

    private void requested(ErasureRequestEvent event, long position) {
        Open request = new Open(event.requestId().value(), position);
        if (event instanceof ErasureRequested) {
            open.requested(request);
        } else {
            open.settled(request);
        }
    }

    /** Whoever was erased needs no decision any more. */
    private void decided(ErasureDecided e, long position) {
        e.customers().stream()
                .map(customer -> ErasureRequestId.of(new CustomerId(customer)).value())
                .forEach(request -> open.settled(new Open(request, position)));
        carryOut(new Open(e.erasureId().value(), position));
    }

    private void carryOut(Open erasure) {
        open.add(erasure);
        state.afterCommit(forgetting::wake);
    }
}
