/** How far a rebuild is, what it is told meanwhile, and who waits for it. */
@NullMarked
package dev.kehu.platform.projection.progress;

import org.jspecify.annotations.NullMarked;
