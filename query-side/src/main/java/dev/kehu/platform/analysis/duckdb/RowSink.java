package dev.kehu.platform.analysis.duckdb;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;

/** Takes rows of one table, in the transaction that is open. */
public interface RowSink extends AutoCloseable {
    /** Texts, longs, decimals, instants and dates, in the order of the columns. */
    void add(List<@Nullable Object> row) throws SQLException;

    @Override
    void close() throws SQLException;
}
