/** Answers that stay open: the state of something, and again whenever it changes. */
@NullMarked
package dev.kehu.platform.live;

import org.jspecify.annotations.NullMarked;
