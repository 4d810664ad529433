/** Lists of the API as Parquet files, written by the analysts' DuckDB. */
@NullMarked
package dev.kehu.platform.analysis.lists;

import org.jspecify.annotations.NullMarked;
