package dev.kehu.privacy.view.consents;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.fold.Sums;
import dev.kehu.platform.projection.SubjectView;
import dev.kehu.privacy.api.ConsentEvent.ConsentGranted;
import dev.kehu.privacy.api.ConsentEvent.ConsentWithdrawn;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * What one customer said last of each purpose and channel. Later is by business time, then by
 * position: a paper form that was typed in late does not undo a withdrawal.
 *
 * @param said by {@code newsletter|email}; a star stands for every purpose, or every channel
 */
record Consents(String id, long position, SortedMap<String, Said> said)
        implements SubjectView<Consents> {
    static final String ANY = "*";

    static Consents blank(String id) {
        return new Consents(id, 0, Collections.emptySortedMap());
    }

    @Override
    public Consents on(RecordedEvent event) {
        return switch (event.payload()) {
            case ConsentGranted e -> with(event, key(e.purpose(), e.channel()), Said.of(event, e));
            case ConsentWithdrawn e ->
                    with(event, key(e.purpose(), e.channel()), Said.of(event, e));
            default -> this;
        };
    }

    private Consents with(RecordedEvent event, String key, Said latest) {
        return new Consents(id, event.position(), Sums.plus(said, key, latest, Said::later));
    }

    private static String key(@Nullable String purpose, @Nullable String channel) {
        return (purpose == null ? ANY : purpose) + "|" + (channel == null ? ANY : channel);
    }

    @Override
    public Consents combine(Consents absorbed) {
        return new Consents(
                id,
                Math.max(position, absorbed.position),
                Sums.plus(said, absorbed.said, Said::later));
    }

    /** Whether the last word on it, also one on everything, is a yes. */
    boolean granted(String purpose, String channel) {
        Said own = said.get(key(purpose, channel));
        if (own == null || !own.granted()) return false;
        Predicate<@Nullable Said> ends =
                other -> other != null && Said.later(own, other) == other && !other.granted();
        return !ends.test(said.get(key(null, channel)))
                && !ends.test(said.get(key(purpose, null)))
                && !ends.test(said.get(key(null, null)));
    }
}
