package dev.kehu.platform.reading;

import dev.kehu.platform.projection.SubjectProjection;
import dev.kehu.platform.projection.SubjectView;

/** A view of customers whose answers of two moments can be held against each other. */
public interface Compared<V extends SubjectView<V>> extends SubjectProjection<V> {
    /** What readers of the view get. */
    Object answer(Face<V> face);
}
