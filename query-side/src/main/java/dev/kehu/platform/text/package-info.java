/** Keeps personal texts sealed on their way into view documents. */
@NullMarked
package dev.kehu.platform.text;

import org.jspecify.annotations.NullMarked;
