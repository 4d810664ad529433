package dev.kehu.platform.analysis.duckdb;

/**
 * One column; its name is stable.
 *
 * @param type as DuckDB writes it
 * @param meaning half a sentence
 */
public record Column(String name, String type, String meaning) {}
