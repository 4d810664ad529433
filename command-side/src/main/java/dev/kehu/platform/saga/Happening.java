package dev.kehu.platform.saga;

import dev.kehu.kernel.DomainEvent;

import java.time.Instant;
import java.util.Map;

/** What a process can hear. */
public sealed interface Happening {
    /** Something was recorded. */
    record Occurred(DomainEvent event, long position) implements Happening {}

    /** A deadline it set has come. */
    record Due(String deadline, Instant at) implements Happening {}

    /** A command it sent was carried out. */
    record Accepted(String step, Map<String, String> ids) implements Happening {}

    /** A command it sent was refused for good. */
    record Refused(String step, String code) implements Happening {}
}
