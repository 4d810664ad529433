package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What can have happened to the erasure of a person. */
public sealed interface ErasureEvent extends DomainEvent {
    ErasureId erasureId();

    /**
     * A person is to be erased; from this moment nothing more is recorded about these customers,
     * and their keys are destroyed whatever happens.
     */
    @EventName("privacy.erasure-decided")
    record ErasureDecided(
            @Subject ErasureId erasureId,
            @Open CustomerId asked,
            @Open Boolean only,
            @Open List<String> customers,
            @Open String basis,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ErasureEvent {}

    /** The keys of these subjects are destroyed and no store holds a readable text of them. */
    @EventName("privacy.erasure-finished")
    record ErasureFinished(
            @Subject ErasureId erasureId,
            @Open List<String> subjects,
            @Open String receipt,
            @Open Instant occurredAt)
            implements ErasureEvent {}

    /**
     * The keys of these further subjects are destroyed, too; the end of the erasure, which was
     * recorded with it, had no room for them.
     */
    @EventName("privacy.subjects-erased")
    record SubjectsErased(
            @Subject ErasureId erasureId, @Open List<String> subjects, @Open Instant occurredAt)
            implements ErasureEvent {}

    /**
     * What was said by and about a person is to be forgotten, and the person to stay: what of their
     * keys is for it is destroyed whatever happens.
     */
    @EventName("privacy.texts-erasure-decided")
    record TextsErasureDecided(
            @Subject ErasureId erasureId,
            @Open CustomerId asked,
            @Open Boolean only,
            @Open List<String> customers,
            @Open String basis,
            @Personal(Category.CONTENT) @Nullable String reason,
            @Open Instant occurredAt)
            implements ErasureEvent {}

    /**
     * What of these keys is for texts is destroyed, and no store holds a readable text from before.
     */
    @EventName("privacy.texts-erasure-finished")
    record TextsErasureFinished(
            @Subject ErasureId erasureId,
            @Open List<String> keys,
            @Open String receipt,
            @Open Instant occurredAt)
            implements ErasureEvent {}

    /**
     * What of these further keys is for texts is destroyed, too; the end of the erasure, which was
     * recorded with it, had no room for them.
     */
    @EventName("privacy.texts-keys-divided")
    record TextsKeysDivided(
            @Subject ErasureId erasureId, @Open List<String> keys, @Open Instant occurredAt)
            implements ErasureEvent {}
}
