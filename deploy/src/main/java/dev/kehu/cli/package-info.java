/** The command line: what may be typed, and what is said when it is not understood. */
@NullMarked
package dev.kehu.cli;

import org.jspecify.annotations.NullMarked;
