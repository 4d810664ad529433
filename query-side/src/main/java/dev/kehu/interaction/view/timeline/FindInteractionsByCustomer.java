package dev.kehu.interaction.view.timeline;

import java.util.Set;

/**
 * The newest interactions of a customer: answered by a {@link dev.kehu.platform.live.State};
 * subscribers hear by {@link dev.kehu.platform.live.Moved} of every batch that changed timelines.
 *
 * @param channels empty: all
 * @param kinds empty: all
 */
record FindInteractionsByCustomer(
        String customer, Set<String> channels, Set<String> kinds, int limit) {

    Selection selection() {
        return new Selection(channels, kinds, item -> true, null, limit, false);
    }
}
