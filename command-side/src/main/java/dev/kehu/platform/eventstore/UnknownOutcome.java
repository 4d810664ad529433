package dev.kehu.platform.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A commit failed in a way that does not tell whether it took effect; the engine reads back. */
public final class UnknownOutcome extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownOutcome(Throwable cause) {
        super("The commit failed and may have taken effect", cause);
    }

    /** What became of a member after all, as the reopened log has it. */
    EventLog.Outcome of(Append member, EventLog log) {
        if (member.drafts().isEmpty()) {
            return ofReading(member, log);
        }
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

    /**
     * A decision that only read leaves no trace, so it is as good as its heads are now; one that
     * stood then and was passed since is refused for nothing, and may be made again.
     */
    private static EventLog.Outcome ofReading(Append member, EventLog log) {
        for (Map.Entry<String, Long> expected : member.expectedHeads().entrySet()) {
            if (log.lastSeq(expected.getKey()) != expected.getValue()) {
                return EventLog.Outcome.moved(expected.getKey());
            }
        }
        return EventLog.Outcome.of(List.of());
    }
}
