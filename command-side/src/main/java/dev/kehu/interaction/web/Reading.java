package dev.kehu.interaction.web;

import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.InteractionCommand;

import org.jspecify.annotations.Nullable;

/** What an event turned out to be once it was read. */
sealed interface Reading {
    Delivery delivery();

    /** It can be carried out. */
    record Ready(Delivery delivery, InteractionCommand command, @Nullable String reference)
            implements Reading {}

    /** It is kept until somebody, or something, releases it. */
    record Held(Delivery delivery, String reason) implements Reading {}

    /** It is not what it says it is; the sender must mend it. */
    record Wrong(Delivery delivery, String code, String detail) implements Reading {}
}
