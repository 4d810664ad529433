/** Decides who is erased, and that it is done. */
@NullMarked
package dev.kehu.privacy.command;

import org.jspecify.annotations.NullMarked;
