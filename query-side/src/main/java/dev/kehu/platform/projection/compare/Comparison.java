package dev.kehu.platform.projection.compare;

import java.util.List;

/**
 * What differs between the build of a view that was in use and the one that took its place.
 *
 * @param position as far as the old one had come when they were compared
 * @param same documents that are alike; a text sealed twice is compared by what it says
 * @param onlyOld documents only the old one had
 * @param onlyNew documents only the new one has
 * @param different documents with another content
 * @param later documents the old one had not folded all events of; not compared
 * @param exact false where so many differ that not all were looked at while the view stood still
 * @param sample some of those that differ
 */
public record Comparison(
        String view,
        long position,
        long same,
        long onlyOld,
        long onlyNew,
        long different,
        long later,
        boolean exact,
        List<Difference> sample) {

    /** How many documents are not as they were. */
    public long changed() {
        return onlyOld + onlyNew + different;
    }
}
