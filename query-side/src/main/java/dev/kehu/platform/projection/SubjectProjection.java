package dev.kehu.platform.projection;

import dev.kehu.kernel.RecordedEvent;

/** A projection with one document per subject: load, fold, keep. */
public interface SubjectProjection<V extends SubjectView<V>> extends Projection<V> {
    /** The view of a subject nothing is known about yet. */
    V blank(String id);

    @Override
    default void apply(RecordedEvent event, Documents<V> documents) {
        for (String id : touches(event)) {
            V found = documents.find(id);
            V before = found == null ? blank(id) : found;
            if (before.position() >= event.position()) continue;
            V after = before.on(event);
            if (after != before) documents.put(after);
        }
    }
}
