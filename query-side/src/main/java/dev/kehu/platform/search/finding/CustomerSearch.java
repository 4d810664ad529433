package dev.kehu.platform.search.finding;

import dev.kehu.platform.search.Place;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Finds customers by words: the port to the index, so that no view knows another. */
public interface CustomerSearch {
    /** Name of the index behind it; an answer is no fresher than that. */
    String view();

    /**
     * The next hits in order, one for a merged group; fewer than {@code limit} at the end, and
     * nothing where there is nothing to look for.
     *
     * @param after the place of the last hit shown, or null
     */
    List<Found> find(String words, @Nullable Place after, int limit);

    /**
     * A customer that fits.
     *
     * @param customer the survivor of its group
     * @param code as registered, or null
     * @param name as registered, or null
     */
    record Found(String customer, @Nullable String code, @Nullable String name, Place place) {}
}
