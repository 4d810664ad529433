package dev.kehu.platform.analysis.lists;

import dev.kehu.platform.analysis.duckdb.DuckLibrary;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.table.Column;

import org.springframework.http.MediaType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows are gathered in a file of DuckDB's, encrypted with a key nobody keeps, for what a column
 * holds is known after the last row only, and a Parquet file begins to be readable at its end. A
 * folder for each list, of the owner alone, gone with its last byte; what a kill leaves is removed
 * by the next start.
 */
public final class ParquetLists implements TableFormat {
    private final Path folder;
    private final Path nativeFolder;

    /**
     * @param folder of lists on their way alone
     * @param nativeFolder where DuckDB's library is unpacked
     */
    public ParquetLists(Path folder, Path nativeFolder) {
        this.folder = folder;
        this.nativeFolder = nativeFolder;
        removed(folder);
    }

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public MediaType type() {
        return MediaType.parseMediaType("application/vnd.apache.parquet");
    }

    @Override
    public String ending() {
        return "parquet";
    }

    @Override
    public Writer open(OutputStream out, List<? extends Column<?>> columns) throws IOException {
        Files.createDirectories(folder);
        Path own =
                Files.createTempDirectory(
                        folder,
                        "list",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        try {
            return new ParquetWriter(DuckLibrary.in(nativeFolder), own, out, columns);
        } catch (SQLException failure) {
            removed(own);
            throw new IOException("DuckDB takes no rows", failure);
        } catch (IOException | RuntimeException failure) {
            removed(own);
            throw failure;
        }
    }

    /** As far as it can be removed. */
    static void removed(Path folder) {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
