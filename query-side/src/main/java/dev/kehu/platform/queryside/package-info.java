/** Wires the read side; the only configuration of this module. */
@NullMarked
package dev.kehu.platform.queryside;

import org.jspecify.annotations.NullMarked;
