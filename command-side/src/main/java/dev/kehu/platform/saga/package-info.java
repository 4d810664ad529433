/** Processes over many streams: a pure function decides, this remembers and sends. */
@NullMarked
package dev.kehu.platform.saga;

import org.jspecify.annotations.NullMarked;
