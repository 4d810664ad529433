/** What a rebuild of views gathers in memory, and what it knows about documents it has written. */
@NullMarked
package dev.kehu.platform.projection.bulk;

import org.jspecify.annotations.NullMarked;
