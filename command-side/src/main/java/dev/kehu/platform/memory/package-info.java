/** What streams have come to: kept in memory within a bound, and on disk as snapshots. */
@NullMarked
package dev.kehu.platform.memory;

import org.jspecify.annotations.NullMarked;
