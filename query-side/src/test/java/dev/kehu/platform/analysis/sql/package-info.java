/** What questions are let through, without anybody to answer them. */
@NullMarked
package dev.kehu.platform.analysis.sql;

import org.jspecify.annotations.NullMarked;
