package dev.kehu.platform.eventstore;

import java.util.ArrayList;
import java.util.List;

/** A commit failed in a way that does not tell whether it took effect; the engine reads back. */
public final class UnknownOutcome extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownOutcome(Throwable cause) {
        super("The commit failed and may have taken effect", cause);
    }

    /** What became of a member after all, as the reopened log has it. */
    EventLog.Outcome of(Append member, EventLog log) {
        List<StoredEvent> found = new ArrayList<>();
        for (Draft draft : member.drafts()) {
            StoredEvent event = log.at(draft.stream(), draft.seq());
            if (event != null && event.eventId().equals(draft.eventId())) {
                found.add(event);
            }
        }
        return found.size() == member.drafts().size()
                ? EventLog.Outcome.of(found)
                : EventLog.Outcome.refused(
                        new StoreUnavailable(
                                "store.failed",
                                "The commit failed; nothing of it was recorded",
                                this));
    }
}
