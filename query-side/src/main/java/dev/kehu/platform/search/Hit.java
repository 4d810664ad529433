package dev.kehu.platform.search;

import org.jspecify.annotations.Nullable;

/**
 * A document that fits.
 *
 * @param marker a text sealed for its subject; cannot be opened once that was erased
 */
public record Hit<D>(D document, Place place, @Nullable String marker) {}
