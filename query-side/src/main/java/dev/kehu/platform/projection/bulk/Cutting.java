package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.History;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Cuts a part of a history into ranges of whole subjects that are enough for a thread. */
final class Cutting {
    private final History history;
    private final int events;
    private @Nullable Range left;

    Cutting(History history, Range all, int events) {
        this.history = history;
        this.events = events;
        this.left = all.isEmpty() ? null : all;
    }

    /** The next range, or null when there is none left. */
    @Nullable Range next() {
        Range now = left;
        if (now == null) return null;
        Optional<String> found = history.subjectBehind(now.subject(), events);
        String last = now.last();
        if (found.isEmpty() || last != null && found.get().compareTo(last) >= 0) {
            left = null;
            return now;
        }
        left = Range.behind(found.get(), last);
        return now.upTo(found.get());
    }
}
