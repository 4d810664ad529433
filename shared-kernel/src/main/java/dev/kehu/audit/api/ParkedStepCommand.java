package dev.kehu.audit.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** What may be asked about a step a saga or the outbox has parked, known by its id in the list. */
public sealed interface ParkedStepCommand {
    long id();

    /** Do it again. */
    record RetryParkedStep(long id, @Nullable String reason, Instant occurredAt)
            implements ParkedStepCommand {}

    /** Give it up. */
    record SkipParkedStep(long id, @Nullable String reason, Instant occurredAt)
            implements ParkedStepCommand {}
}
