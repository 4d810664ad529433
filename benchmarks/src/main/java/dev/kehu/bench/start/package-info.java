/** What a start is measured against. */
@NullMarked
package dev.kehu.bench.start;

import org.jspecify.annotations.NullMarked;
