/** Lists as tables: their columns, and what may be asked of them. */
@NullMarked
package dev.kehu.platform.table;

import org.jspecify.annotations.NullMarked;
