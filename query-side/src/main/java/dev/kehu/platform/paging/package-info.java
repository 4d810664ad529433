/** The events of some subjects, a page at a time. */
@NullMarked
package dev.kehu.platform.paging;

import org.jspecify.annotations.NullMarked;
