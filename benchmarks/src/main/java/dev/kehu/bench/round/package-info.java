/** How anything is measured: interleaved rounds, callers, paced arrivals, and results. */
@NullMarked
package dev.kehu.bench.round;

import org.jspecify.annotations.NullMarked;
