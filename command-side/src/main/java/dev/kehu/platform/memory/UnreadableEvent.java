package dev.kehu.platform.memory;

import org.axonframework.serialization.SerializationException;

/** An event of a stream is damaged, so nothing is decided behind it; nothing was recorded. */
public final class UnreadableEvent extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UnreadableEvent(long position, Throwable cause) {
        super(
                "The event at position %d cannot be read, so nothing can be decided behind it; see what ./kehu verify and ./kehu doctor say"
                        .formatted(position),
                cause);
    }
}
