/** Lists as tables: their columns, what may be asked of them, and the files they are written to. */
@NullMarked
package dev.kehu.platform.table;

import org.jspecify.annotations.NullMarked;
