package dev.kehu.wrong.circle.one;

import dev.kehu.wrong.circle.two.Two;

/** Half of a circle. */
public record One(Two two) {}
