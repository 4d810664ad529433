/** The benchmark's own promises: the same work for all, and lines other programs can read. */
@NullMarked
package dev.kehu.bench;

import org.jspecify.annotations.NullMarked;
