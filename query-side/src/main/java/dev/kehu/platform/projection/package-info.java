/** The projection engine: folds events into documents in batches, once, and says how far it is. */
@NullMarked
package dev.kehu.platform.projection;

import org.jspecify.annotations.NullMarked;
