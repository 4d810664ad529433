package dev.kehu.platform.cloudevents;

import org.jspecify.annotations.Nullable;

/** What was sent is no CloudEvent. Carries its id and source where those could be read. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String id;
    private final @Nullable String source;

    public Unreadable(String detail, @Nullable String id, @Nullable String source) {
        super(detail, null, false, false);
        this.id = id;
        this.source = source;
    }

    public @Nullable String id() {
        return id;
    }

    public @Nullable String source() {
        return source;
    }
}
