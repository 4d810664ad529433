package dev.kehu.wrong.value.view.one;

import dev.kehu.wrong.value.view.two.Two;

/** A view that leans on another. */
record One(Two two) {}
