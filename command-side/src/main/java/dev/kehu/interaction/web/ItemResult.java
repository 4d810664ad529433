package dev.kehu.interaction.web;

import dev.kehu.platform.cloudevents.CloudEvent;
import dev.kehu.platform.problem.Problem;

import org.jspecify.annotations.Nullable;

/**
 * The answer for one event. Position is that of the recorded interaction, null when nothing was
 * recorded.
 */
record ItemResult(
        @Nullable String id,
        @Nullable String source,
        String status,
        @Nullable String customerId,
        @Nullable Long position,
        @Nullable Problem problem) {

    static ItemResult accepted(CloudEvent e, String customerId, long position) {
        return new ItemResult(e.id(), e.source(), "accepted", customerId, position, null);
    }

    static ItemResult known(
            CloudEvent e, boolean same, @Nullable String customerId, long position) {
        return same
                ? new ItemResult(e.id(), e.source(), "duplicate", customerId, position, null)
                : new ItemResult(
                        e.id(),
                        e.source(),
                        "conflict",
                        customerId,
                        position,
                        Problem.of(
                                "event.conflict",
                                "This source and id were used for something else; use a new id"));
    }

    static ItemResult quarantined(CloudEvent e, String reason, long position) {
        return new ItemResult(
                e.id(),
                e.source(),
                "quarantined",
                null,
                position,
                Problem.of(reason, "Kept until it can be recorded"));
    }

    static ItemResult rejected(
            @Nullable String id, @Nullable String source, String code, String detail) {
        return new ItemResult(id, source, "rejected", null, null, Problem.of(code, detail));
    }
}
