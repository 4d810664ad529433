package dev.kehu.privacy.process;

import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.platform.state.OpenErasures.Open;
import dev.kehu.platform.state.State;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;

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
            Set.of(ContactPersonAdded.class, ErasureDecided.class, ErasureFinished.class);

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
            case ErasureDecided e ->
                    carryOut(new Open(e.erasureId().value(), token.position().orElse(0)));
            case ErasureFinished e -> {
                Open end = new Open(e.erasureId().value(), token.position().orElse(0));
                if (lateKeys.are(e)) {
                    carryOut(end);
                } else {
                    open.finished(new Open(end.id(), end.position() - 1));
                }
            }
            default -> throw new IllegalStateException("No business of an erasure");
        }
    }

    private void carryOut(Open erasure) {
        open.add(erasure);
        state.afterCommit(forgetting::wake);
    }
}
