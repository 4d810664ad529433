package dev.kehu.platform.analysis.lists;

import dev.kehu.platform.analysis.duckdb.DuckLibrary;
import dev.kehu.platform.analysis.duckdb.RowSink;
import dev.kehu.platform.download.TableFormat.Writer;
import dev.kehu.platform.table.Column;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** One list on its way into a file of Parquet. */
final class ParquetWriter implements Writer {
    private static final String ROWS = "list";
    private static final int KEY_BYTES = 32;

    private final Path folder;
    private final OutputStream out;
    private final List<String> names = new ArrayList<>();
    private final List<ParquetType> types = new ArrayList<>();
    private final Connection connection;
    private final RowSink rows;

    ParquetWriter(
            DuckLibrary library, Path folder, OutputStream out, List<? extends Column<?>> columns)
            throws SQLException {
        this.folder = folder;
        this.out = out;
        for (Column<?> column : columns) {
            names.add('"' + column.name().replace("\"", "\"\"") + '"');
            types.add(new ParquetType(column.kind()));
        }
        connection = library.connect("jdbc:duckdb:", new Properties());
        try {
            prepare();
            rows = library.appending(connection, ROWS);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private void prepare() throws SQLException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (Statement statement = connection.createStatement()) {
            for (String setting :
                    List.of(
                            "memory_limit = '96MB'",
                            "threads = 1",
                            // its nonces are not from the system, which is still more than none
                            "force_mbedtls_unsafe = 'true'",
                            "temp_directory = ''",
                            "autoinstall_known_extensions = false",
                            "autoload_known_extensions = false"))
                statement.execute("SET " + setting);
            statement.execute(
                    "ATTACH %s AS gathered (ENCRYPTION_KEY '%s')"
                            .formatted(
                                    quoted(folder.resolve("rows.duckdb")),
                                    HexFormat.of().formatHex(key)));
            statement.execute("USE gathered"); // an appender knows tables by their bare names
            statement.execute(
                    "CREATE TABLE %s (%s)"
                            .formatted(ROWS, String.join(" VARCHAR, ", names) + " VARCHAR"));
        }
    }

    @Override
    public void row(List<@Nullable Object> cells) throws IOException {
        List<@Nullable Object> texts = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) texts.add(types.get(i).text(cells.get(i)));
        try {
            rows.add(texts);
        } catch (SQLException failure) {
            throw new IOException("DuckDB does not take a row", failure);
        }
    }

    @Override
    public void finish() throws IOException {
        Path file = folder.resolve("list.parquet");
        try (Statement statement = connection.createStatement()) {
            rows.close();
            statement.execute(
                    "COPY (SELECT %s FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                            .formatted(columns(), ROWS, quoted(file)));
        } catch (SQLException failure) {
            throw new IOException("DuckDB does not write the file", failure);
        }
        try (InputStream in = Files.newInputStream(file)) {
            Files.delete(file); // readable as long as it is open here, and by nobody else
            in.transferTo(out);
        }
    }

    private String columns() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++)
            columns.add("CAST(%1$s AS %2$s) AS %1$s".formatted(names.get(i), types.get(i).sql()));
        return String.join(", ", columns);
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
            connection.close();
        } catch (SQLException failure) {
            throw new IOException("DuckDB does not close", failure);
        } finally {
            ParquetLists.removed(folder);
        }
    }
}
