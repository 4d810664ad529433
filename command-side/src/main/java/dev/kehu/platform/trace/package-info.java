/** How a failure is told to the log: where it comes from, never what it was about. */
@NullMarked
package dev.kehu.platform.trace;

import org.jspecify.annotations.NullMarked;
