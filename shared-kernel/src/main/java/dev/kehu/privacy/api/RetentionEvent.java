package dev.kehu.privacy.api;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** What can have been decided about how long people are kept, and what came of it. */
public sealed interface RetentionEvent extends DomainEvent {
    RetentionId retentionId();

    /** How many months each purpose needs a person was laid down; runs name its number. */
    @EventName("retention.prescribed")
    record RetentionPrescribed(
            @Subject RetentionId retentionId,
            @Open Integer number,
            @Open Map<String, Integer> months,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements RetentionEvent {}

    /** Everybody whom no purpose needs any more, by the periods of that number, is to be erased. */
    @EventName("retention.run-begun")
    record RetentionRunBegun(
            @Subject RetentionId retentionId,
            @Open Integer run,
            @Open Integer number,
            @Open Instant occurredAt)
            implements RetentionEvent {}

    /** Everybody who was due on that day was erased, or is counted with what stood against it. */
    @EventName("retention.run-finished")
    record RetentionRunFinished(
            @Subject RetentionId retentionId,
            @Open Integer run,
            @Open LocalDate day,
            @Open Integer due,
            @Open Integer erased,
            @Open Integer requested,
            @Open Integer held,
            @Open Integer refused,
            @Open Instant occurredAt)
            implements RetentionEvent {}
}
