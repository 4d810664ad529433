package dev.kehu.platform.projection.compare;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One document that is not the same in two builds of a view: ids, names of fields and positions,
 * never what stands in a field.
 *
 * @param document its id
 * @param subject whom it is about
 * @param fields outermost fields that differ, empty where only one build has the document
 * @param before the newest event in the old one, null where it is missing
 * @param after the newest event in the new one, null where it is missing
 * @param parkedBefore position at which the old build had parked the subject, else 0
 * @param parkedAfter the same of the new build
 */
public record Difference(
        String document,
        String subject,
        List<String> fields,
        @Nullable Newest before,
        @Nullable Newest after,
        long parkedBefore,
        long parkedAfter) {

    /** The event a document came last from. */
    public record Newest(long position, String eventId) {}

    /** The reason, as far as it can be told from positions. */
    public String why() {
        if (parkedBefore > 0 && parkedAfter == 0)
            return "the old one had parked the subject at event " + parkedBefore;
        if (parkedAfter > 0 && parkedBefore == 0)
            return "the new one has parked the subject at event " + parkedAfter;
        if (before == null) return "the old one lacked it";
        if (after == null) return "no event leads to it";
        if (before.position() < after.position())
            return "the old one lacked what followed event " + before.position();
        if (before.position() > after.position())
            return "nothing that followed event " + after.position() + " leads to it";
        return "the same events give another content: the fold has changed, or it was damaged";
    }
}
