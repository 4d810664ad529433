/** The whole history as one file, to move it to another store; the keys travel apart from it. */
@NullMarked
package dev.kehu.platform.transfer;

import org.jspecify.annotations.NullMarked;
