/** How a copy stands with DuckDB, without one. */
@NullMarked
package dev.kehu.platform.analysis.duckdb;

import org.jspecify.annotations.NullMarked;
