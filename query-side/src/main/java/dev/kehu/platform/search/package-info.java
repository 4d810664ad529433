/** Search indexes: each follows the history on a thread of its own and forgets who was erased. */
@NullMarked
package dev.kehu.platform.search;

import org.jspecify.annotations.NullMarked;
