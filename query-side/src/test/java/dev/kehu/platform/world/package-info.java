/** A small world for tests of the read side: a history in memory and everything wired on it. */
@NullMarked
package dev.kehu.platform.world;

import org.jspecify.annotations.NullMarked;
