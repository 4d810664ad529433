/**
 * Breaks every rule of the house on purpose, so that each rule is seen to fail; nothing uses it.
 */
@NullMarked
package dev.kehu.wrong;

import org.jspecify.annotations.NullMarked;
