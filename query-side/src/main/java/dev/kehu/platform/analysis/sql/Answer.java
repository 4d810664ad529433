package dev.kehu.platform.analysis.sql;

import dev.kehu.platform.analysis.duckdb.Column;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An answer, complete, in a file of its own that goes when this is closed. In JSON one row a line.
 *
 * @param columns with an empty meaning
 * @param more true when rows were left out
 * @param position of the copy the answer was read from
 */
public record Answer(Path file, List<Column> columns, long rows, boolean more, long position)
        implements AutoCloseable {
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
