package dev.kehu.interaction.view.timeline;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a reader asks for.
 *
 * @param channels empty: all
 * @param kinds empty: all
 * @param filter on what is open
 * @param after cursor of the page before, or null for the first page
 * @param recorded newest recorded first, instead of newest business time first
 */
record Selection(
        Set<String> channels,
        Set<String> kinds,
        Predicate<Item> filter,
        @Nullable Place after,
        int limit,
        boolean recorded)
        implements Predicate<Item> {

    static Set<String> words(@Nullable String list) {
        return list == null || list.isBlank()
                ? Set.of()
                : Set.copyOf(Arrays.asList(list.strip().split("\\s*,\\s*")));
    }

    @Override
    public boolean test(Item item) {
        return (channels.isEmpty() || channels.contains(item.channel()))
                && (kinds.isEmpty() || kinds.contains(item.kind()))
                && filter.test(item);
    }

    Selection limited(int most) {
        return new Selection(channels, kinds, filter, after, most, recorded);
    }

    /** The page after the one that ends with this item. */
    Selection behind(Item last) {
        return new Selection(channels, kinds, filter, place(last), limit, recorded);
    }

    /** Where an item stands in the order asked for. */
    Place place(Item item) {
        return recorded ? new Place(Instant.EPOCH, item.position()) : item.place();
    }
}
