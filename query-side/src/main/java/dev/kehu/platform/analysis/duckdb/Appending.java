package dev.kehu.platform.analysis.duckdb;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Rows through DuckDB's appender, ten times faster than statements. Loaded by {@link DuckLibrary},
 * beside the driver; others know the interface alone.
 */
public final class Appending implements RowSink {
    private final DuckDBAppender appender;

    public Appending(Connection connection, String table) throws SQLException {
        appender = ((DuckDBConnection) connection).createAppender(table);
    }

    @Override
    public void add(List<@Nullable Object> row) throws SQLException {
        appender.beginRow();
        for (Object value : row) add(value);
        appender.endRow();
    }

    private void add(@Nullable Object value) throws SQLException {
        switch (value) {
            case null -> appender.appendNull();
            case String text -> appender.append(text);
            case Long number -> appender.append(number.longValue());
            case BigDecimal number -> appender.append(number);
            case LocalDate day -> appender.append(day);
            case Instant at -> appender.append(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
            default -> throw new IllegalArgumentException("no column takes " + value.getClass());
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
