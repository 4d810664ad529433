package dev.kehu.platform.projection;

import org.jspecify.annotations.Nullable;

/** The documents a batch works on; written together at its end. */
public interface Documents<D extends ViewDocument> {
    @Nullable D find(String id);

    void put(D document);

    /** True when the batch at hand has already written this document. */
    boolean changed(String id);
}
