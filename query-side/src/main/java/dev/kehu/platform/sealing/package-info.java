/** Keeps personal texts sealed on their way into view documents. */
@NullMarked
package dev.kehu.platform.sealing;

import org.jspecify.annotations.NullMarked;
