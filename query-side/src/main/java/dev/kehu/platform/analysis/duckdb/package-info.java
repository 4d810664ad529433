/** DuckDB inside this process: its library, its file, its settings. */
@NullMarked
package dev.kehu.platform.analysis.duckdb;

import org.jspecify.annotations.NullMarked;
