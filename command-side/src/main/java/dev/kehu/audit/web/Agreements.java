package dev.kehu.audit.web;

import dev.kehu.audit.api.ConfidentialityEvent.ConfidentialityAgreed;
import dev.kehu.audit.api.ConfidentialityEvent.ConfidentialityEnded;
import dev.kehu.audit.api.ConfidentialityId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the staff signed, as history tells it; remembered until there is more. */
@Component
class Agreements {
    private final EventHistory history;
    private volatile @Nullable List<Agreement> known;
    private long changes;

    Agreements(EventHistory history, GroupCommitEngine engine) {
        this.history = history;
        String stream = ConfidentialityId.FIRM.value();
        engine.onStored(
                stored -> {
                    if (stored.stream().anyMatch(event -> event.stream().equals(stream))) {
                        forget();
                    }
                });
    }

    private synchronized void forget() {
        changes++;
        known = null;
    }

    private synchronized long changes() {
        return changes;
    }

    /** Not what was read before the last change. */
    private synchronized void remember(List<Agreement> all, long before) {
        if (changes == before) {
            known = all;
        }
    }

    /**
     * One of them.
     *
     * @param by who recorded it
     * @param endedAt null while it holds
     */
    record Agreement(
            String user,
            String textVersion,
            LocalDate signedOn,
            @Nullable String evidence,
            String by,
            Instant at,
            @Nullable Instant endedAt) {
        private Agreement ended(Instant when) {
            return new Agreement(user, textVersion, signedOn, evidence, by, at, when);
        }
    }

    /** All there were, in the order they were recorded; a newer one of a user ends the older. */
    List<Agreement> all() {
        List<Agreement> all = known;
        if (all == null) {
            long before = changes();
            all = List.copyOf(told());
            remember(all, before);
        }
        return all;
    }

    private List<Agreement> told() {
        List<Agreement> all = new ArrayList<>();
        for (RecordedEvent event : history.readStream(ConfidentialityId.FIRM.value())) {
            switch (event.payload()) {
                case ConfidentialityAgreed e -> {
                    end(all, e.user(), e.occurredAt());
                    all.add(
                            new Agreement(
                                    e.user(),
                                    e.textVersion(),
                                    e.signedOn(),
                                    e.evidence(),
                                    event.metadata().getOrDefault("actor", ""),
                                    e.occurredAt(),
                                    null));
                }
                case ConfidentialityEnded e -> end(all, e.user(), e.occurredAt());
                default -> throw new IllegalStateException("No business of confidentiality");
            }
        }
        return all;
    }

    private static void end(List<Agreement> all, String user, Instant at) {
        all.replaceAll(
                each -> each.endedAt() == null && each.user().equals(user) ? each.ended(at) : each);
    }

    /** Whether what the user signed last is this wording, and holds. */
    boolean holds(String user, String textVersion) {
        return all().stream()
                .anyMatch(
                        each ->
                                each.endedAt() == null
                                        && each.user().equals(user)
                                        && each.textVersion().equals(textVersion));
    }
}
