/** Tests of what folds add up. */
@NullMarked
package dev.kehu.platform.fold;

import org.jspecify.annotations.NullMarked;
