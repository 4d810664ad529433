package dev.kehu.interaction.view.timeline;

import java.time.Instant;
import java.util.Comparator;

/** Where an interaction stands on a timeline; no two share a place. */
record Place(Instant at, long position) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::at).thenComparing(Place::position);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    boolean before(Place other) {
        return compareTo(other) < 0;
    }
}
