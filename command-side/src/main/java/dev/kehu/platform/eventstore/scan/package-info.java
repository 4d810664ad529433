/** Reads the whole history on several threads and hands it out in order. */
@NullMarked
package dev.kehu.platform.eventstore.scan;

import org.jspecify.annotations.NullMarked;
