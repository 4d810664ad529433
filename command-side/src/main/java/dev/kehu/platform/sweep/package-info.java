/** Searches files for values that must not be in them. */
@NullMarked
package dev.kehu.platform.sweep;

import org.jspecify.annotations.NullMarked;
