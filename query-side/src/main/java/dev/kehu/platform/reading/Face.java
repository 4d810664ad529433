package dev.kehu.platform.reading;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/**
 * A customer as a reader gets it: the views of its group combined.
 *
 * @param texts makes a stored text readable; null where it was erased
 * @param version changes whenever the documents behind the answer do; null for a look back
 */
public record Face<V>(
        V view,
        Group group,
        UnaryOperator<@Nullable String> texts,
        Freshness freshness,
        @Nullable String version) {}
