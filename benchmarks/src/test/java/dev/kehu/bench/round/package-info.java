/** Rounds, callers and arrivals count what they say they count. */
@NullMarked
package dev.kehu.bench.round;

import org.jspecify.annotations.NullMarked;
