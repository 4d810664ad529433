package dev.kehu.privacy.process;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What an erasure under way concerns, and what a sweep has to look for: that is known for some
 * minutes only, for memory is a place, too.
 *
 * @param divided ids of keys that were divided
 * @param lacking positions of events that may have values, and cannot be read
 * @param complete whether that is all there was
 * @param places where they were forgotten; null before
 */
record Found(
        Set<String> subjects,
        List<String> divided,
        AtomicReference<Set<String>> values,
        Set<Long> lacking,
        boolean complete,
        List<String> held,
        Instant at,
        AtomicReference<@Nullable List<String>> places) {
    private static final Duration LONGEST_KNOWN = Duration.ofMinutes(10);

    Found with(List<String> keys) {
        return new Found(subjects, keys, values, lacking, complete, held, at, places);
    }

    /**
     * With what an earlier look found that could still read: the keys are given to nobody since,
     * but could not be destroyed. What it knew is known for as long as if they had been.
     */
    Found and(@Nullable Found before) {
        if (before == null) {
            return this;
        }
        Set<String> all = new TreeSet<>(before.subjects);
        all.addAll(subjects);
        Set<String> known = new LinkedHashSet<>(before.values.get());
        known.addAll(values.get());
        Set<Long> lacks = new TreeSet<>(before.lacking);
        lacks.addAll(lacking);
        Set<String> about = new LinkedHashSet<>(before.held);
        about.addAll(held);
        return new Found(
                all,
                divided,
                new AtomicReference<>(known),
                lacks,
                complete && before.complete,
                List.copyOf(about),
                before.at,
                places);
    }

    /** When the values are to be forgotten; null once they are. */
    @Nullable Instant forget(Instant now) {
        Instant last = at.plus(LONGEST_KNOWN);
        if (now.isBefore(last)) {
            return last;
        }
        values.set(Set.of());
        return null;
    }
}
