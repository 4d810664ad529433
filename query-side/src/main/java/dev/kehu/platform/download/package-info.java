/** The kinds of file a table can be had as. */
@NullMarked
package dev.kehu.platform.download;

import org.jspecify.annotations.NullMarked;
