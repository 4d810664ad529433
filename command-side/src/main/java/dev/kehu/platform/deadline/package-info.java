/** Moments something asked to be woken at, kept in state.db. */
@NullMarked
package dev.kehu.platform.deadline;

import org.jspecify.annotations.NullMarked;
