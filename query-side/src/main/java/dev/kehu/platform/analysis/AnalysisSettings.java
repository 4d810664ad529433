package dev.kehu.platform.analysis;

import dev.kehu.platform.analysis.duckdb.Limits;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the copy is kept.
 *
 * @param folder of the copy alone
 * @param nativeFolder where DuckDB's library is unpacked
 * @param startAfter how long after the start the copy is opened, unless somebody asks before
 * @param every how long new events may wait
 * @param parquetEvery how often the Parquet files are written; zero: only when asked
 */
public record AnalysisSettings(
        Path folder,
        Path nativeFolder,
        Duration startAfter,
        Duration every,
        Duration parquetEvery,
        Limits limits) {}
