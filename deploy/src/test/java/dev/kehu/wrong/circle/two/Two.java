package dev.kehu.wrong.circle.two;

import dev.kehu.wrong.circle.one.One;

import org.jspecify.annotations.Nullable;

/** The other half. */
public record Two(@Nullable One one) {}
