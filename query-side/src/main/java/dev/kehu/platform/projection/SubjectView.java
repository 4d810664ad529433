package dev.kehu.platform.projection;

import dev.kehu.kernel.RecordedEvent;

/**
 * What is true about one subject: one fold for the live view, the view as of a date, and the test.
 * Pure: business time is data, the order is the order of positions.
 */
public interface SubjectView<V extends SubjectView<V>> extends ViewDocument {
    /** The view after this event. Events it does not know leave it as it is. */
    V on(RecordedEvent event);

    /**
     * This view with another subject's added, for customers that were merged: this one is the
     * survivor and keeps its id and its name.
     */
    V combine(V absorbed);
}
