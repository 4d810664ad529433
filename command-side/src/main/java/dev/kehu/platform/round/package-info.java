/** Work done in rounds: at the start, when woken and when it is time, never by polling. */
@NullMarked
package dev.kehu.platform.round;

import org.jspecify.annotations.NullMarked;
