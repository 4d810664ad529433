package dev.kehu.bench.floor;

import dev.kehu.platform.analysis.duckdb.DuckLibrary;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The same question to the same file by DuckDB's own driver, with the settings it is open with. */
public final class DuckAlone implements AutoCloseable {
    private final Connection connection;

    public DuckAlone(Path libraries, Path file) throws IOException, SQLException {
        connection = DuckLibrary.in(libraries).connect("jdbc:duckdb:" + file, new Properties());
    }

    /** All rows, as texts. */
    public List<String> ask(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(found.getString(i)).append(' ');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
