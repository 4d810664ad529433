/** Wires the write side; the only configuration of this module. */
@NullMarked
package dev.kehu.platform.writeside;

import org.jspecify.annotations.NullMarked;
