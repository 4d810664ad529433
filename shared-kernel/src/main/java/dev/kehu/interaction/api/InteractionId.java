package dev.kehu.interaction.api;

import dev.kehu.kernel.Id;

/**
 * Identifies what a channel sent: a keyed hash of its source and id, so the same thing sent again
 * is known for ever.
 */
public record InteractionId(String value) implements Id {
    public static final String PREFIX = "interaction-";

    @Override
    public String toString() {
        return value;
    }
}
