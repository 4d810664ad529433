/** Turns immutable records into stored documents and back. */
@NullMarked
package dev.kehu.platform.bson;

import org.jspecify.annotations.NullMarked;
