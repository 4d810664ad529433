package dev.kehu.platform.search.finding;

import dev.kehu.platform.search.Place;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Finds interactions by what was said: the port to the index, so that no view knows another. */
public interface InteractionSearch {
    /** Name of the index behind it; an answer is no fresher than that. */
    String view();

    /**
     * The newest that fit, by business time; fewer than {@code limit} at the end, and nothing where
     * there is nothing to look for.
     *
     * @param after the place of the last hit shown, or null
     */
    List<Found> find(String words, @Nullable Place after, int limit);

    /**
     * An interaction that fits.
     *
     * @param customer the survivor of the group it belongs to
     * @param snippet a piece of its text, around the first word looked for
     */
    record Found(
            String id,
            String customer,
            Instant occurredAt,
            String channel,
            String kind,
            String snippet,
            Place place) {}
}
