/** Builds that differ, and texts that only look as if they did. */
@NullMarked
package dev.kehu.platform.projection.compare;

import org.jspecify.annotations.NullMarked;
