package dev.kehu.platform.analysis;

import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.Table;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables as Parquet files for outside tools. All are written in one transaction; each then
 * replaces its predecessor whole, so a reader never meets half a file.
 */
final class ParquetFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ParquetFolder.class);

    private final CopyFile copy;

    ParquetFolder(CopyFile copy) {
        this.copy = copy;
    }

    Path write() {
        Path to = copy.folder().parquet();
        try (Connection connection = copy.connect();
                Statement statement = connection.createStatement()) {
            Files.createDirectories(to);
            statement.execute("BEGIN TRANSACTION READ ONLY");
            long position = copy.position(connection);
            for (Table table : copy.tables()) export(connection, table);
            statement.execute("COMMIT");
            for (Table table : copy.tables()) move(part(table), to.resolve(file(table)));
            Path told = copy.folder().answers().resolve("position.json");
            Files.writeString(told, "{\"position\":%d}%n".formatted(position));
            move(told, to.resolve("position.json"));
            return to;
        } catch (SQLException failure) {
            LOG.error("The Parquet files could not be written: {}", failure.getMessage());
            throw new CopyUnavailable(
                    "analysis.failed", "The Parquet files could not be written; see the log");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            for (Table table : copy.tables()) part(table).toFile().delete(); // where it broke off
        }
    }

    private void export(Connection connection, Table table) throws SQLException {
        if (copy.folder().isScarce())
            throw new CopyUnavailable(
                    "analysis.busy", "There is too little room on the disk for Parquet files");
        copy.export(connection, table, part(table));
    }

    private Path part(Table table) {
        return copy.folder().answers().resolve("export-" + file(table));
    }

    private static String file(Table table) {
        return table.name() + ".parquet";
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
