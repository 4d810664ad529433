/** Questions in SQL: which are allowed, and how an allowed one is run within its limits. */
@NullMarked
package dev.kehu.platform.analysis.sql;

import org.jspecify.annotations.NullMarked;
