/** Looks whether views show all they have passed, and mends what does not. */
@NullMarked
package dev.kehu.platform.watch;

import org.jspecify.annotations.NullMarked;
