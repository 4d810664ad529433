/** Lets commands reach the process that holds the data directory, over a socket inside it. */
@NullMarked
package dev.kehu.control;

import org.jspecify.annotations.NullMarked;
