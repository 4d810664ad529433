/** What folds of several views add up. */
@NullMarked
package dev.kehu.platform.fold;

import org.jspecify.annotations.NullMarked;
