package dev.kehu.kernel;

import java.time.Instant;

/**
 * A fact of the business. The time it happened is data of the event; when it was recorded is the
 * store's.
 */
public interface DomainEvent {
    /** Business time, UTC, whole milliseconds. */
    Instant occurredAt();
}
