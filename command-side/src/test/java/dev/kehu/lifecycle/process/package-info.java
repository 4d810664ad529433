/** Tests of what follows by itself in an implementation. */
@NullMarked
package dev.kehu.lifecycle.process;

import org.jspecify.annotations.NullMarked;
