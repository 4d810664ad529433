@NullMarked
package dev.kehu.platform.table;

import org.jspecify.annotations.NullMarked;
