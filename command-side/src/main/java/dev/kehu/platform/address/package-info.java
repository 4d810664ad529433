/** Turns what people write (addresses, codes, source and id) into the ids of streams. */
@NullMarked
package dev.kehu.platform.address;

import org.jspecify.annotations.NullMarked;
