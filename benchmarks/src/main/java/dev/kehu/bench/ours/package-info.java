/** Kehu as it is measured: opened through its own public interfaces. */
@NullMarked
package dev.kehu.bench.ours;

import org.jspecify.annotations.NullMarked;
