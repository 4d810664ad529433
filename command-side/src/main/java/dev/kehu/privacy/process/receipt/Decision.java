package dev.kehu.privacy.process.receipt;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureDecided;
import dev.kehu.privacy.api.ErasureId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An erasure as it was decided, whatever of the people it takes.
 *
 * @param category what goes while the people stay; null where they go
 * @param at when it was recorded
 */
public record Decision(
        ErasureId id,
        CustomerId asked,
        boolean only,
        List<String> customers,
        String basis,
        @Nullable Category category,
        long position,
        Instant at) {

    /**
     * @param first event of the stream of an erasure
     */
    public static Decision of(RecordedEvent first) {
        return switch (first.payload()) {
            case ErasureDecided e ->
                    new Decision(
                            e.erasureId(),
                            e.asked(),
                            e.only(),
                            e.customers(),
                            e.basis(),
                            null,
                            first.position(),
                            first.recordedAt());
            case TextsErasureDecided e ->
                    new Decision(
                            e.erasureId(),
                            e.asked(),
                            e.only(),
                            e.customers(),
                            e.basis(),
                            Category.CONTENT,
                            first.position(),
                            first.recordedAt());
            default -> throw new IllegalArgumentException("Not the decision on an erasure");
        };
    }
}
