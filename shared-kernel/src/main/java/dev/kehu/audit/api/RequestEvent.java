package dev.kehu.audit.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Subject;

import java.time.Instant;
import java.util.Map;

/** What can have happened to a request: it is answered once, and the same way ever after. */
public sealed interface RequestEvent extends DomainEvent {
    RequestId requestId();

    /** The request was carried out; asked again it gets these ids. */
    @EventName("request.answered")
    record RequestAnswered(
            @Open RequestId requestId,
            @Subject String subject,
            @Open String fingerprint,
            @Open Map<String, String> ids,
            @Open Instant occurredAt)
            implements RequestEvent {}
}
