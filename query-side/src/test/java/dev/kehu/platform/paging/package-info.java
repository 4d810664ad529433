/** Pages of events that stay within bytes, however large the events are. */
@NullMarked
package dev.kehu.platform.paging;

import org.jspecify.annotations.NullMarked;
