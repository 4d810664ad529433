/** Ends rebuilds with SIGKILL at each of their steps and lets them be gone on with. */
@NullMarked
package dev.kehu.platform.projection.kill;

import org.jspecify.annotations.NullMarked;
