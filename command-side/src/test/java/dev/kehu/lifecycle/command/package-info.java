/** Tests of what may be decided about an implementation. */
@NullMarked
package dev.kehu.lifecycle.command;

import org.jspecify.annotations.NullMarked;
