/** Tests of the search indexes themselves. */
@NullMarked
package dev.kehu.platform.search;

import org.jspecify.annotations.NullMarked;
